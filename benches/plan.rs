//! How long it takes to parse, to index and to check and to search a plan, and to follow a keystroke: `cargo bench --bench plan`.

use std::hint::black_box;
use std::sync::Arc;

use criterion::{BatchSize, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use roadlog_config::{Config, Place};
use roadlog_ide::symbols::workspace_symbols;
use roadlog_ide::{Snapshot, Surroundings};
use roadlog_lint::{Options, run};
use roadlog_model::{FileInput, Plan};
use roadlog_syntax::value::parse_date;
use roadlog_syntax::{Edit, parse};
use roadlog_testkit::generate;

const SIZES: [usize; 3] = [1_000, 10_000, 100_000];

fn inputs(items: usize) -> (Config, Vec<FileInput>) {
    let plan = generate::plan(items, 500);
    let (config, _) = roadlog_config::parse(&plan.config, Place::Root);
    let file =
        |(path, text): (String, String)| FileInput { path, bytes: text.into_bytes(), archived: false, foreign: false };
    (Config::new(config, Vec::new()), plan.files.into_iter().map(file).collect())
}

fn bytes(files: &[FileInput]) -> Throughput {
    Throughput::Bytes(files.iter().map(|file| file.bytes.len() as u64).sum())
}

fn parsing(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("parse on one core");
    let (_, files) = inputs(10_000);
    group.throughput(bytes(&files));
    group.bench_function("10000", |bencher| {
        bencher.iter_batched(
            || files.clone(),
            |files| files.into_iter().map(|file| parse(file.bytes).expect("it is small").lines().len()).sum::<usize>(),
            BatchSize::LargeInput,
        );
    });
    group.finish();
}

fn indexing(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("parse and index");
    group.sample_size(10);
    for size in SIZES {
        let (config, files) = inputs(size);
        group.throughput(bytes(&files));
        group.bench_with_input(BenchmarkId::from_parameter(size), &size, |bencher, _| {
            bencher.iter_batched(
                || (config.clone(), files.clone()),
                |(config, files)| Plan::new(config, files).expect("the files are small"),
                BatchSize::LargeInput,
            );
        });
    }
    group.finish();
}

fn checking(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("check");
    group.sample_size(10);
    let today = parse_date(generate::TODAY).expect("it is a day");
    let options = Options::on(today);
    for size in SIZES {
        let (config, files) = inputs(size);
        let plan = Plan::new(config, files).expect("the files are small");
        group.bench_with_input(BenchmarkId::from_parameter(size), &plan, |bencher, plan| {
            bencher.iter(|| black_box(run(plan, &options)).items);
        });
    }
    group.finish();
}

fn typing(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("one keystroke");
    for size in SIZES {
        let (config, files) = inputs(size);
        let plan = Plan::new(config, files).expect("the files are small");
        let (_, file) = plan.files().next().expect("there is one");
        let edit = Edit::insert(file.document().len() / 2, "");
        let path = file.path().to_owned();
        group.bench_with_input(BenchmarkId::from_parameter(size), &plan, |bencher, plan| {
            bencher.iter(|| plan.with_edits(&path, std::slice::from_ref(&edit)).expect("it fits"));
        });
    }
    group.finish();
}

fn searching(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("search for `guest checkout`");
    let today = parse_date(generate::TODAY).expect("it is a day");
    for size in SIZES {
        let (config, files) = inputs(size);
        let plan = Plan::new(config, files).expect("the files are small");
        let (configuration, surroundings) = (Arc::new([]), Arc::new(Surroundings::on(today)));
        let snapshot = Snapshot { plan: Arc::new(plan), configuration, surroundings };
        group.bench_with_input(BenchmarkId::from_parameter(size), &snapshot, |bencher, snapshot| {
            bencher.iter(|| workspace_symbols(snapshot, "guest checkout", 128).len());
        });
    }
    group.finish();
}

criterion_group!(benches, parsing, indexing, checking, typing, searching);
criterion_main!(benches);
