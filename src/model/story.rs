//! What a run's journal tells afterwards: its phases, planned and real, and what each team cost. Owns reading the lines
//! that say so; whatever else a journal holds is passed over.

use serde::Serialize;
use serde_json::Value;

/// A run, told.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Story {
    /// When it began, in milliseconds since 1970.
    pub began: u64,
    /// Its phases, in the order of the plan.
    pub phases: Vec<PhaseTold>,
    /// What teams used, in the order in which they were first heard of.
    pub costs: Vec<Cost>,
}

/// A phase of a run.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct PhaseTold {
    pub name: String,
    pub planned_minutes: f64,
    /// What it took; `None` while it was not reached.
    pub real_minutes: Option<f64>,
}

/// What a team used.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct Cost {
    pub team: String,
    pub tokens: u64,
    pub usd: Option<f64>,
}

/// Reads a journal (JSON lines); `None` where it tells of no run. The last run counts.
pub fn read(journal: &str) -> Option<Story> {
    let mut told: Option<Told> = None;
    for line in journal.lines() {
        let Ok(line) = serde_json::from_str::<Value>(line) else { continue };
        let Some(at) = line["at"].as_u64() else { continue };
        match (line["event"].as_str(), &mut told) {
            (Some("run-started"), _) => told = Some(Told::begin(at, &line["plan"])),
            (Some(event), Some(told)) => told.hear(event, at, &line),
            _ => {}
        }
    }
    told.map(Told::end)
}

struct Told {
    story: Story,
    phase: usize,
    /// Since when the phase's clock goes.
    since: Option<u64>,
    spent: Vec<u64>,
    last: u64,
}

impl Told {
    fn begin(at: u64, plan: &Value) -> Self {
        let phases = plan["phases"].as_array().into_iter().flatten().map(|phase| PhaseTold {
            name: phase["name"].as_str().unwrap_or_default().to_owned(),
            planned_minutes: phase["minutes"].as_f64().unwrap_or_default(),
            real_minutes: None,
        });
        let story = Story { began: at, phases: phases.collect(), costs: Vec::new() };
        let spent = vec![0; story.phases.len()];
        Self { story, phase: 0, since: Some(at), spent, last: at }
    }

    fn stop(&mut self, at: u64) {
        if let Some(since) = self.since.take()
            && let Some(spent) = self.spent.get_mut(self.phase)
        {
            *spent += at.saturating_sub(since);
            self.story.phases[self.phase].real_minutes = Some(*spent as f64 / 60_000.0);
        }
    }

    fn hear(&mut self, event: &str, at: u64, line: &Value) {
        self.last = self.last.max(at);
        match event {
            "phase-set" => {
                self.stop(at);
                self.phase = line["phase"].as_u64().unwrap_or_default() as usize;
                self.since = Some(at);
            }
            "clock-paused" if line["paused"] == true => self.stop(at),
            "clock-paused" => {
                self.since.get_or_insert(at);
            }
            "run-ended" => self.stop(at),
            "used" => {
                let Some(team) = line["team"].as_str() else { return };
                let usage = &line["usage"];
                let number = |name: &str| usage[name].as_u64().unwrap_or_default();
                let tokens = number("input").saturating_add(number("cached")).saturating_add(number("output"));
                let cost = Cost { team: team.to_owned(), tokens, usd: usage["cost_usd"].as_f64() };
                match self.story.costs.iter_mut().find(|known| known.team == team) {
                    Some(known) => *known = cost,
                    None => self.story.costs.push(cost),
                }
            }
            _ => {}
        }
    }

    /// A run that goes on (or was killed) is told up to its last line.
    fn end(mut self) -> Story {
        self.stop(self.last);
        self.story
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phases_take_what_their_clock_says() {
        let minutes = |minutes: u64| minutes * 60_000;
        let lines = [
            r#"{"v":1,"at":5,"event":"phase-set","phase":3}"#.to_owned(),
            r#"{"v":1,"at":1000,"event":"run-started","run":"old","plan":{"phases":[{"name":"x","minutes":1}]}}"#.to_owned(),
            r#"{"v":1,"at":0,"event":"run-started","run":"r","plan":{"phases":[{"name":"a","minutes":15},{"name":"b","minutes":45},{"name":"c","minutes":5}]}}"#.to_owned(),
            format!(r#"{{"v":1,"at":{},"event":"phase-set","phase":1}}"#, minutes(10)),
            format!(r#"{{"v":1,"at":{},"event":"clock-paused","paused":true}}"#, minutes(20)),
            format!(r#"{{"v":1,"at":{},"event":"clock-paused","paused":false}}"#, minutes(50)),
            format!(r#"{{"v":1,"at":{},"event":"used","team":"alpha","usage":{{"input":5,"cached":3,"output":2,"cost_usd":1.5}}}}"#, minutes(52)),
            format!(r#"{{"v":1,"at":{},"event":"used","team":"alpha","usage":{{"input":10,"cached":3,"output":2,"cost_usd":2.5}}}}"#, minutes(54)),
            format!(r#"{{"v":1,"at":{},"event":"unheard-of"}}"#, minutes(55)),
            "{\"half".to_owned(),
        ];
        let story = read(&lines.join("\n")).expect("a run");
        let real: Vec<_> = story.phases.iter().map(|phase| phase.real_minutes).collect();
        assert_eq!(real, [Some(10.0), Some(15.0), None]);
        assert_eq!(story.costs, [Cost { team: "alpha".into(), tokens: 15, usd: Some(2.5) }]);
        assert_eq!(read("{}\nnonsense\n"), None);
    }
}
