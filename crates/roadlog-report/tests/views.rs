//! The views as lines, over the example of the documentation and over a plan in which everything occurs.

use std::borrow::Cow;
use std::fs;
use std::path::Path;

use roadlog_config::{Config, Place};
use roadlog_model::{FileInput, Plan};
use roadlog_report::page::{Glyphs, Line, Paper};
use roadlog_report::{BoardRequest, TreeRequest, boards, card, inbox, roadmap, tree};
use roadlog_syntax::value::{Date, Handle, Id};

const TODAY: Date = jiff::civil::date(2026, 11, 23);

/// The plan of these files of a folder.
fn plan(folder: &str, names: &[&str]) -> Plan {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let read = |name: &str| fs::read_to_string(folder.join(name)).expect("the file is part of the repository");
    let (config, _) = roadlog_config::parse(&read("roadlog.toml"), Place::Root);
    let files = names.iter().map(|name| FileInput {
        path: (*name).to_owned(),
        bytes: read(name).into_bytes(),
        archived: false,
        foreign: false,
    });
    Plan::new(Config::new(config, Vec::new()), files.collect()).expect("the files are small")
}

fn example() -> Plan {
    plan("../../docs/example", &["checkout.backlog", "product.roadmap"])
}

fn shop() -> Plan {
    plan("tests/shop", &["checkout.backlog", "product.roadmap", "search.backlog"])
}

fn paper(width: usize) -> Paper {
    Paper::new(width, Glyphs::Unicode, |text| Cow::Borrowed(text))
}

/// What stands on the lines; none of them may be wider than the paper.
fn shown(width: usize, lines: &[Line]) -> String {
    let too_wide: Vec<String> = lines.iter().filter(|line| line.width() > width).map(Line::text).collect();
    assert!(too_wide.is_empty(), "wider than {width}: {too_wide:#?}");
    lines.iter().map(|line| line.text().trim_end().to_owned() + "\n").collect()
}

/// The same view at the widths that people have.
fn at_every_width(view: impl Fn(&Paper) -> Vec<Line>) -> String {
    let at = |width: usize| format!("{width:─<width$}\n{}", shown(width, &view(&paper(width))));
    [80, 120, 40].map(at).concat()
}

fn all_boards(plan: &Plan, paper: &Paper) -> Vec<Line> {
    let request = BoardRequest { sprint: None, team: None, shows: &|_| true, most: Some(12) };
    boards(plan, TODAY, &request).iter().flat_map(|board| board.lines(paper)).collect()
}

#[test]
fn the_board_of_the_example() {
    insta::assert_snapshot!(at_every_width(|paper| all_boards(&example(), paper)));
}

#[test]
fn the_boards_of_a_shop() {
    insta::assert_snapshot!(at_every_width(|paper| all_boards(&shop(), paper)));
}

#[test]
fn the_inboxes_of_a_shop() {
    let plan = shop();
    let inbox = |name: &str| inbox(&plan, &Handle::from_name(name).expect("it is a handle"), TODAY);
    insta::assert_snapshot!(at_every_width(|paper| {
        ["ana", "maria", "noah", "li", "kim", "sam"].iter().flat_map(|name| inbox(name).lines(paper)).collect()
    }));
}

#[test]
fn the_roadmap_of_the_example() {
    insta::assert_snapshot!(at_every_width(|paper| roadmap(&example(), TODAY, false).lines(paper)));
}

#[test]
fn the_roadmap_of_a_shop() {
    insta::assert_snapshot!(at_every_width(|paper| roadmap(&shop(), TODAY, false).lines(paper)));
    insta::assert_snapshot!(
        "everything_on_the_roadmap_of_a_shop",
        shown(80, &roadmap(&shop(), TODAY, true).lines(&paper(80)))
    );
}

#[test]
fn the_tree_of_the_example() {
    insta::assert_snapshot!(at_every_width(|paper| tree(&example(), &TreeRequest::default()).lines(paper)));
}

#[test]
fn the_tree_of_a_shop() {
    insta::assert_snapshot!(at_every_width(|paper| tree(&shop(), &TreeRequest::default()).lines(paper)));
}

fn all_cards(plan: &Plan, ids: &[&str], paper: &Paper) -> Vec<Line> {
    let card = |id: &&str| {
        let item = plan.first(&Id::parse(id).expect("it is an id")).expect("the item is there");
        card(item, TODAY).lines(&[], paper)
    };
    ids.iter().flat_map(|id| card(id).into_iter().chain([Line::blank()])).collect()
}

#[test]
fn the_cards_of_a_shop() {
    let plan = shop();
    insta::assert_snapshot!(at_every_width(|paper| {
        all_cards(&plan, &["PAY-12", "PAY-14", "G-1", "M-2", "PAY-s23", "I-4"], paper)
    }));
}
