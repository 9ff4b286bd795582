//! What stands in a field: ids, people, dates, periods, amounts and the like, each read from its text and told precisely what is wrong.
