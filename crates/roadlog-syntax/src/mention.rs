//! Ids, handles and criteria named in running text.
