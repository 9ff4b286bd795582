//! The words of one piece of work: titles, user stories, criteria, questions.

use super::random::Random;
use super::roadmap::capital;
use super::wording::{PERSONAS, Thing};

/// What a story lets somebody do, and what for. `{a}` is one thing, `{many}` several.
const WANTS: [(&str, &str); 18] = [
    ("filter {many} by date", "I see last month's without paging through the rest"),
    ("share {a} with a link", "my colleague sees the same page"),
    ("undo a change to {a}", "a slip costs nothing"),
    ("export {many} as a CSV file", "my accountant can import them"),
    ("see who changed {a}", "I know whom to ask"),
    ("get an e-mail when {a} changes", "I need not look every morning"),
    ("copy {a} to a second shop", "I type it once"),
    ("hide {many} that are over", "the list holds what still needs me"),
    ("find {a} by its number", "I can answer while the caller is on the line"),
    ("print {a}", "I can put it into the parcel"),
    ("compare two {many}", "I take the cheaper one"),
    ("pause {a} for a week", "nothing goes out while I am away"),
    ("read {a} in my own language", "I understand what I agree to"),
    ("add a photo to {a}", "the damage is on record"),
    ("bring back {a} from last week", "a wrong click is no loss"),
    ("keep a note with {a}", "the next shift knows what was promised"),
    ("see {many} on a map", "I plan one round instead of two"),
    ("pick {a} without signing in", "I finish before I change my mind"),
];

/// Criteria of one or two lines.
const CRITERIA: [(&str, &str); 20] = [
    ("Given {a} from yesterday, when I open the list,", "then it stands above those of last week"),
    ("Given two {many}, when I remove one,", "then the other is still there"),
    ("Given no {many}, when I open the page,", "then it says how to add the first one"),
    ("Given {a} with a price of €12.50, when I read it on a phone,", "then the price is in the first line"),
    ("Given {a} that a colleague has open, when I change it,", "then both of us see who changed it last"),
    ("Given a lost connection, when I save {a},", "then it is kept and sent within a minute of the next connection"),
    ("Given {a} of a closed shop, when a buyer opens its link,", "then the page names the shops around"),
    ("Given 500 {many}, when I scroll to the last,", "then the page answers within 200 ms"),
    ("Given {a} in Polish, when I search for “zloty”,", "then it is among the first ten"),
    ("Given a reader of screens, when {a} has the focus,", "then its title is read before its number"),
    ("Given {a} without a photo, when it is printed,", "then its title takes the place of the photo"),
    ("When I cancel, {a} is as it was before", ""),
    ("The number of {many} stands beside the title", ""),
    ("A second click within a second makes no second one", ""),
    ("Each change to {a} names a person and a minute", ""),
    ("Without the right to change {a}, the button is not shown", ""),
    ("The page of {a} can be used with the keyboard alone", ""),
    ("The message names {a} by its title and links to it", ""),
    ("Amounts are shown in the shop's currency", ""),
    ("A shop in another time zone sees its own dates", ""),
];

const BUGS: [&str; 10] = [
    "The page of {a} stays blank after a reload",
    "{A} is shown twice after paging back",
    "The button below {a} stays grey after a correction",
    "Umlauts in the title of {a} become question marks",
    "The date of {a} is a day early in Auckland",
    "Deleting {a} leaves its photo behind",
    "The list of {many} forgets its order on a phone",
    "Two tabs overwrite each other's {many}",
    "The count of {many} includes those that are hidden",
    "{A} cannot be saved with a title of 80 letters",
];

const TASKS: [&str; 8] = [
    "Index {many} by shop",
    "Remove the old table of {many}",
    "Move the photos of {many} to the new bucket",
    "Send the log of {many} to the archive after 30 days",
    "Renew the certificate of the service for {many}",
    "Load-test {many} with the figures of last December",
    "Translate the texts about {many} into Polish",
    "Measure how often {many} are opened",
];

const SPIKES: [&str; 4] = [
    "Can {many} be matched without a login?",
    "What does it cost to keep {many} for ten years?",
    "Which couriers can read {many} today?",
    "How do other shops show {many}?",
];

const QUESTIONS: [(&str, &str); 6] = [
    ("Does this hold for {many} of closed shops too?", "No, for open shops alone."),
    ("Who may see {a} of another branch?", "Its owner and nobody else."),
    ("Do we keep {many} after a shop has left?", "For 30 days, then they are deleted."),
    ("Is the old address of {a} still in use?", "Two shops use it, until spring."),
    ("Which languages do we need for {many} first?", "Polish and Portuguese."),
    ("May a buyer see why {a} was refused?", "Yes, in one sentence."),
];

const NOTES: [&str; 5] = [
    "Three shops asked for it in the last survey.",
    "The help desk counted twelve calls in October.",
    "The drawing hangs in the team's room.",
    "A competitor has had it since summer.",
    "The first draft was tried with two shop owners.",
];

/// What stops a piece of work, and who can end that.
pub(super) const BLOCKERS: [&str; 3] = [
    "the contract with the card company is not signed, legal can end that",
    "waits for the address service, which the platform team puts up",
    "the shop that wanted to try it is on holiday until Monday",
];

/// Why work was sent back, or given up.
pub(super) const REASONS: [&str; 3] = [
    "it answered another question than the one that shops ask",
    "the change of October made it unnecessary",
    "two of three shops could not find the button",
];

/// A story's title and its user story, line by line.
pub(super) fn story(random: &mut Random, thing: &Thing) -> (String, [String; 3]) {
    let (want, benefit) = WANTS[random.below(WANTS.len())];
    let want = about(want, thing);
    let role = PERSONAS[random.below(PERSONAS.len())].title.to_lowercase();
    let sentence = [format!("As a {role}"), format!("I want to {want}"), format!("so that {benefit}")];
    (capital(&want), sentence)
}

/// The title of a piece of work that is no story.
pub(super) fn title(random: &mut Random, kind: &str, thing: &Thing) -> String {
    let titles: &[&str] = match kind {
        "bug" => &BUGS,
        "task" => &TASKS,
        _ => &SPIKES,
    };
    about(random.pick(titles).copied().unwrap_or_default(), thing)
}

/// `count` different criteria, each over one or two lines.
pub(super) fn criteria(random: &mut Random, count: usize, thing: &Thing) -> Vec<Vec<String>> {
    let chosen = random.positions(count, CRITERIA.len()).into_iter();
    chosen
        .map(|position| {
            let (first, second) = CRITERIA[position];
            let lines = [first, second].into_iter().filter(|line| !line.is_empty());
            lines.map(|line| about(line, thing)).collect()
        })
        .collect()
}

/// A question and its answer.
pub(super) fn question(random: &mut Random, thing: &Thing) -> (String, &'static str) {
    let (question, answer) = QUESTIONS[random.below(QUESTIONS.len())];
    (about(question, thing), answer)
}

/// A sentence of prose beside the user story.
pub(super) fn note(random: &mut Random) -> &'static str {
    NOTES[random.below(NOTES.len())]
}

fn about(pattern: &str, thing: &Thing) -> String {
    pattern.replace("{a}", &thing.a()).replace("{A}", &capital(&thing.a())).replace("{many}", thing.many)
}

#[cfg(test)]
mod tests {
    use super::super::wording::AREAS;
    use super::*;

    #[test]
    fn no_title_is_too_long_or_ends_in_a_full_stop() {
        let patterns = WANTS.iter().map(|(want, _)| want).chain(&BUGS).chain(&TASKS).chain(&SPIKES);
        for pattern in patterns {
            for thing in AREAS.iter().flat_map(|area| &area.things) {
                let title = about(pattern, thing);
                assert!(title.chars().count() <= 72 && !title.ends_with('.'), "{title}");
                assert!(!title.contains('{'), "{title}");
            }
        }
    }

    #[test]
    fn a_story_is_a_user_story_about_a_persona() {
        let (title, [role, want, benefit]) = story(&mut Random::new(1), &AREAS[0].things[0]);
        assert!(want.to_lowercase().ends_with(&title.to_lowercase()));
        assert!(PERSONAS.iter().any(|persona| role.ends_with(&persona.title.to_lowercase())));
        assert!(benefit.starts_with("so that "));
    }

    #[test]
    fn no_words_can_be_read_as_a_field() {
        let texts = CRITERIA.iter().chain(&WANTS).chain(&QUESTIONS).flat_map(|(a, b)| [a, b]);
        for text in texts.chain(&BUGS).chain(&TASKS).chain(&SPIKES).chain(&NOTES) {
            assert!(!text.contains(':') && !text.contains('@'), "{text}");
        }
    }
}
