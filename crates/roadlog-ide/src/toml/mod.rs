//! roadlog.toml in an editor: tables, keys and values completed and explained. The text is being edited, so nothing here
//! asks that it can be parsed.

mod completion;
mod hover;
mod keys;
mod outline;
mod place;
mod values;

pub(crate) use completion::completions;
pub(crate) use hover::hover;
pub(crate) use keys::setting;

#[cfg(test)]
mod tests;
