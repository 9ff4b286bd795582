//! User stories, and what else a piece of work says of itself: title, questions, points.

mod almost_told;
pub(crate) mod personas;
mod told;

pub(crate) mod developer_as_user;
pub(crate) mod missing_benefit;
pub(crate) mod missing_points;
pub(crate) mod missing_user_story;
pub(crate) mod off_scale_points;
pub(crate) mod open_question;
pub(crate) mod placeholder;
pub(crate) mod title_form;
pub(crate) mod unknown_persona;
