//! A metric: where it stood, where it stands and where it is to be.

use roadlog_config::Field;
use roadlog_model::{PlanItem, Untrusted, Value};
use roadlog_syntax::value::{Amount, Date};

use crate::brief::Brief;
use crate::days;
use crate::page::{Line, Paper, Role, bar};
use crate::work::percent;

/// A metric and the way that it has gone.
#[derive(Clone, Debug, PartialEq)]
pub struct Metric {
    /// What it is called.
    pub brief: Brief,
    /// Where it stood before the work.
    pub baseline: Option<Quantity>,
    /// Where it is to be.
    pub target: Option<Quantity>,
    /// Where it stood when it was last read.
    pub current: Option<Quantity>,
    /// When it was last read.
    pub read: Option<Date>,
    /// The day by which the target is to be reached.
    pub by: Option<Date>,
}

/// An amount, and how it is written in the plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// As it is written: `€1.2M`.
    pub written: Untrusted,
    /// What that says.
    pub amount: Amount,
}

impl Metric {
    /// What a metric says; of anything else, nothing.
    pub fn of(item: PlanItem<'_>) -> Self {
        let reading = item.field(Field::Current).map(|field| (field.value(), field.text()));
        let (current, read) = match reading {
            Some((Value::Reading(reading), text)) => {
                let written = text.rsplit_once(char::is_whitespace).filter(|_| reading.date.is_some());
                let written = Untrusted::from(written.map_or(&*text, |(amount, _)| amount.trim_end()));
                (Some(Quantity { written, amount: reading.amount.clone() }), reading.date)
            }
            _ => (None, None),
        };
        Self {
            brief: Brief::of(item),
            baseline: quantity(item, Field::Baseline),
            target: quantity(item, Field::Target),
            current,
            read,
            by: days::day(item, Field::By),
        }
    }

    /// How much of the way from the baseline to the target is gone: 0 to 1, below where it went the other way, above
    /// where it went further. `None` where that cannot be said.
    pub fn way(&self) -> Option<f64> {
        let [from, to, now] = [&self.baseline, &self.target, &self.current].map(|it| it.as_ref().map(|it| &it.amount));
        let (from, to, now) = (from?, to?, now?);
        let way = (now.number - from.number) / (to.number - from.number);
        (from.unit == to.unit && to.unit == now.unit && way.is_finite()).then_some(way)
    }

    /// Whether the target is reached.
    pub fn is_reached(&self) -> bool {
        self.way().is_some_and(|way| way >= 1.0)
    }

    /// By how many days the target is missed.
    pub fn late_by(&self, today: Date) -> Option<i64> {
        Some(days::between(self.by?, today)).filter(|days| *days > 0 && !self.is_reached())
    }

    /// `54% [###-----] 70%, now 58%, 25% of the way, until 2027-06-30`, in pieces that may flow over lines.
    pub(crate) fn facts(&self, today: Date, columns: usize, paper: &Paper) -> Vec<Line> {
        let written = |quantity: &Option<Quantity>| quantity.as_ref().map(|it| paper.safe(&it.written));
        let unknown = || "?".to_owned();
        let (from, to) = (written(&self.baseline), written(&self.target));
        let mut facts = Vec::new();
        if from.is_some() || to.is_some() {
            let (open, close) = paper.either((" ", " "), (" [", "] "));
            let role = if self.is_reached() { Role::Good } else { Role::Plain };
            let way = bar(paper, self.way().unwrap_or_default(), columns, role);
            let line = Line::of(from.unwrap_or_else(unknown), Role::Muted).and(open, Role::Muted).then(way);
            facts.push(line.and(close, Role::Muted).and(to.unwrap_or_else(unknown), Role::Plain));
        }
        facts.extend(self.now(today, paper));
        facts.extend(self.until(today));
        facts
    }

    fn now(&self, today: Date, paper: &Paper) -> Vec<Line> {
        let Some(current) = &self.current else { return vec![Line::of("not read yet", Role::Warning)] };
        let mut facts = vec![Line::of(format!("now {}", paper.safe(&current.written)), Role::Strong)];
        facts.extend(self.way().map(|way| match way {
            1.0.. => Line::of("reached", Role::Good),
            0.0..1.0 => Line::of(format!("{} of the way", percent(way)), Role::Plain),
            _ => Line::of("further away than before", Role::Warning),
        }));
        let is_old = |read: &Date| days::between(*read, today) > OLD_AFTER;
        let age = self.read.filter(is_old).map(|read| format!("read {}", days::away(today, read)));
        facts.extend(age.map(|age| Line::of(age, Role::Warning)));
        facts
    }

    fn until(&self, today: Date) -> Option<Line> {
        let by = self.by.filter(|_| !self.is_reached())?;
        Some(match self.late_by(today) {
            Some(late) => Line::of(format!("{} late ({by})", days::days(late)), Role::Alarm),
            None => Line::of(format!("until {by}"), Role::Muted),
        })
    }
}

/// After so many days a reading says little of today.
pub(crate) const OLD_AFTER: i64 = 60;

fn quantity(item: PlanItem<'_>, field: Field) -> Option<Quantity> {
    let field = item.field(field)?;
    let Value::Amount(amount) = field.value() else { return None };
    Some(Quantity { written: Untrusted::from(&*field.text()), amount: (**amount).clone() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{TODAY, item, plan};

    fn metric(fields: &str) -> Metric {
        let plan = plan(&format!("metric M-1 Completion\n{}\n", fields.replace("; ", "\n").replace('\n', "\n  ")));
        Metric::of(item(&plan, "M-1"))
    }

    fn way(baseline: &str, target: &str, current: &str) -> Option<f64> {
        metric(&format!("  baseline: {baseline}; target: {target}; current: {current}")).way()
    }

    #[test]
    fn the_way_is_from_the_baseline_to_the_target() {
        assert_eq!(way("54%", "70%", "58% 2026-11-02"), Some(0.25));
        assert_eq!(way("180 s", "60 s", "90 s"), Some(0.75));
        assert_eq!(way("180 s", "60 s", "210 s"), Some(-0.25));
        assert_eq!(way("€1M", "€2M", "€3M"), Some(2.0));
    }

    #[test]
    fn what_cannot_be_compared_has_no_way() {
        assert_eq!(way("54%", "70 s", "58%"), None);
        assert_eq!(way("54%", "54%", "58%"), None);
        assert_eq!(metric("  target: 70%").way(), None);
    }

    #[test]
    fn a_target_is_late_once_its_day_is_over_and_it_is_not_reached() {
        let late = |current: &str, by: &str| {
            metric(&format!("  baseline: 54%; target: 70%; current: {current}; by: {by}")).late_by(TODAY)
        };
        assert_eq!(late("58%", "2026-11-20"), Some(3));
        assert_eq!(late("70%", "2026-11-20"), None);
        assert_eq!(late("58%", "2026-11-23"), None);
    }

    #[test]
    fn amounts_are_shown_as_they_are_written() {
        let metric = metric("  baseline: €1.2M; current: €1.5M 2026-11-02");
        let written = |quantity: Option<Quantity>| quantity.unwrap().written.unescaped().to_owned();
        assert_eq!(written(metric.baseline), "€1.2M");
        assert_eq!((written(metric.current), metric.read), ("€1.5M".to_owned(), Some(jiff::civil::date(2026, 11, 2))));
    }
}
