//! How long a search over a big plan takes: `cargo run --release -p roadlog-ide --example search -- 100000 "guest checkout"`.

use std::sync::Arc;
use std::time::Instant;

use roadlog_config::{Config, Place};
use roadlog_ide::symbols::workspace_symbols;
use roadlog_ide::{Snapshot, Surroundings};
use roadlog_model::{FileInput, Plan};
use roadlog_syntax::value::parse_date;
use roadlog_testkit::generate;

#[expect(clippy::print_stdout, reason = "an example prints what it measured")]
fn main() {
    let mut arguments = std::env::args().skip(1);
    let items = arguments.next().and_then(|items| items.parse().ok()).unwrap_or(100_000);
    let queries: Vec<String> = arguments.collect();
    let generated = generate::plan(items, 500);
    let (config, _) = roadlog_config::parse(&generated.config, Place::Root);
    let file =
        |(path, text): (String, String)| FileInput { path, bytes: text.into_bytes(), archived: false, foreign: false };
    let files = generated.files.into_iter().map(file).collect();
    let plan = Plan::new(Config::new(config, Vec::new()), files).expect("the plan is generated and not too large");
    let today = parse_date(generate::TODAY).expect("a day that the calendar has");
    let snapshot =
        Snapshot { plan: Arc::new(plan), configuration: Arc::new([]), surroundings: Arc::new(Surroundings::on(today)) };
    let default = ["p", "pay", "guest checkout", "zzz", "chkt mail", "PAY-1234"].map(str::to_owned).to_vec();
    for query in if queries.is_empty() { default } else { queries } {
        let mut fastest = f64::MAX;
        let mut found = 0;
        for _ in 0..10 {
            let start = Instant::now();
            found = workspace_symbols(&snapshot, &query, 128).len();
            fastest = fastest.min(start.elapsed().as_secs_f64() * 1000.0);
        }
        println!("{fastest:7.2} ms for {found:4} of `{query}`");
    }
}
