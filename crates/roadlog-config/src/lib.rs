//! roadlog.toml: people, roles, kinds, rule levels and authority, each with its span.
