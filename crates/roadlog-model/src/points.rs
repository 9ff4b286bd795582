//! Points: how much work an item is in its team's own scale, and what many of them come to. Whoever sums points sums them
//! here, so that a rule, a board and a chart never tell two numbers for one sprint.

use roadlog_config::Field;
use roadlog_syntax::Kind;

use crate::item::PlanItem;
use crate::value::Value;

impl PlanItem<'_> {
    /// The points that it says.
    pub fn points(self) -> Option<f64> {
        match self.field(Field::Points)?.value() {
            Value::Number(points) => Some(*points),
            _ => None,
        }
    }
}

/// The points that an item adds to those of the items that `is_counted` says yes to; `None` where it adds none. A task
/// is part of what it serves: where that is counted with points of its own, the task's are among them.
pub fn added<'p>(item: PlanItem<'p>, is_counted: impl Fn(PlanItem<'p>) -> bool) -> Option<f64> {
    let points = item.points().filter(|_| is_counted(item))?;
    let is_part = item.is_a(&[Kind::Task]) && item.parents().any(|above| above.points().is_some() && is_counted(above));
    (!is_part).then_some(points)
}

/// The sum of the points of those items that `is_counted` says yes to.
pub fn sum<'p>(items: impl Iterator<Item = PlanItem<'p>>, is_counted: impl Fn(PlanItem<'p>) -> bool) -> f64 {
    rounded(items.filter_map(|item| added(item, &is_counted)).sum())
}

/// A number of points without the noise of binary fractions: ten times 0.1 is 1.
pub fn rounded(points: f64) -> f64 {
    const THOUSANDTHS: f64 = 1000.0;
    if points < 1e12 { (points * THOUSANDTHS).round() / THOUSANDTHS } else { points }
}
