//! Finding, reading and safely writing the files of a workspace.
