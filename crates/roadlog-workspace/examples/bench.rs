//! x
use std::time::Instant;
use roadlog_workspace::{*, write::*};
fn main() {
    let root = Root::find(std::path::Path::new(&std::env::args().nth(1).unwrap())).unwrap();
    let mut loaded = load(root.clone());
    let mut times = vec![];
    for _ in 0..15 {
        drop(loaded);
        let t = Instant::now();
        loaded = load(root.clone());
        times.push(t.elapsed());
    }
    times.sort();
    println!("{} files {} MB, min {:?} median {:?} max {:?}", loaded.files.len(), loaded.files.iter().map(|f| f.bytes.len()).sum::<usize>()/1_000_000, times[0], times[7], times[14]);
    if std::env::args().nth(2).is_some() {
        let changes: Vec<_> = loaded.files.iter().map(|f| Change::edit(f.path.clone(), &f.bytes, vec![(0..0, "# x\n".into())])).collect();
        let t = Instant::now();
        apply(&root, "fmt", &changes, &|_, _| Ok(())).unwrap();
        println!("apply {:?}", t.elapsed());
        let t = Instant::now();
        undo(&root).unwrap();
        println!("undo {:?}", t.elapsed());
        let t = Instant::now();
        apply(&root, "fmt", &changes[..1], &|_, _| Ok(())).unwrap();
        println!("apply one {:?}", t.elapsed());
        let t = Instant::now();
        recover(&root).unwrap();
        println!("recover {:?}", t.elapsed());
    }
}
