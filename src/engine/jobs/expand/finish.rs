//! What goes around the writing: the note that lets it be taken back, the record of what was generated, the report.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::compare::Orphan;
use super::plan::TeamPlan;
use super::source::Source;
use super::{Action, Before, Context, Wanted, in_project};
use crate::engine::event::{ExpandReport, TeamExpansion};
use crate::engine::generated::{self, OutputRecord, Pending, SourceRecord, StoredProblem, TeamRecord, TextHash};
use crate::engine::journal;
use crate::engine::project::Project;
use crate::engine::undo::{self, Planned};
use crate::model::merge::tree::EntryKind;
use crate::model::path::RelPath;
use crate::model::problem::{Place, Problem};

/// What a run that was killed was about to write for teams that this one is not about.
pub(super) fn of_other_teams(context: &Context<'_>, teams: &[TeamPlan], mut pending: Pending) -> Pending {
    let folders: Vec<_> =
        (teams.iter()).filter_map(|plan| RelPath::from_disk(plan.folder.strip_prefix(&context.project.root).ok()?)).collect();
    pending.retain(|path, _| !folders.iter().any(|folder| path.strip_prefix(folder.as_str()).is_some()));
    pending
}

/// Notes what will be written, before the first file is.
pub(super) fn note(context: &Context<'_>, teams: &[TeamPlan], others: &Pending) -> Result<(), Problem> {
    let mut planned: Vec<Planned> = Vec::new();
    let mut indexes = Vec::new();
    let mut ours: Vec<(RelPath, TextHash)> = Vec::new();
    let only_staged = context.progress.is_cancelled();
    for plan in teams {
        let before = planned.len();
        let mut add = |path: &RelPath, before: Option<&Before>, after: Option<TextHash>| {
            if let Some(path) = in_project(context.project, &plan.folder, path) {
                let kind = |before: &Before| if before.is_executable { EntryKind::Executable } else { EntryKind::File };
                let before = before.map(|before| (kind(before), before.bytes.clone()));
                planned.push(Planned { path, before, after: after.map(|hash| hash.to_string()) });
            }
        };
        for output in plan.active().flat_map(|source| &source.outputs) {
            if only_staged && output.done.is_none() {
                continue;
            }
            let is_ours = match &output.action {
                Action::Create => {
                    add(&output.path, None, Some(output.facts.hash));
                    true
                }
                Action::Replace(before) => {
                    add(&output.path, Some(before), Some(output.facts.hash));
                    true
                }
                Action::Merge(before, text) => {
                    add(&output.path, Some(before), Some(TextHash::of(text)));
                    // Edits that were joined are nobody's to replace: of those the pending list says nothing.
                    false
                }
                Action::None | Action::Same | Action::Joined | Action::Keep => false,
            };
            if is_ours {
                ours.extend(in_project(context.project, &plan.folder, &output.path).map(|path| (path, output.facts.hash)));
            }
        }
        for orphan in plan.orphans.iter().filter(|_| !only_staged) {
            if let Some(before) = &orphan.remove {
                add(&orphan.record.path, Some(before), None);
            }
        }
        if planned.len() > before {
            indexes.push((plan.team.clone(), plan.store.index_bytes()?));
        }
    }
    let pending = ours.iter().map(|(path, hash)| (path, *hash)).chain(others.iter().map(|(path, hash)| (path, *hash)));
    generated::set_pending(context.project, pending).map_err(|problem| context.project.seen(problem))?;
    drop(ours);
    undo::note_expansion(context.project, planned, indexes).map_err(|problem| context.project.seen(problem))
}

/// Writes each team's record, as far as it changed.
pub(super) fn save_records(context: &Context<'_>, teams: &mut [TeamPlan], wanted: &Wanted) -> Result<(), Problem> {
    for plan in teams.iter_mut().filter(|plan| !plan.is_blocked) {
        if let Some(mut record) = new_record(context, plan, wanted) {
            plan.store.save(&mut record).map_err(|problem| context.project.seen(problem))?;
        }
    }
    Ok(())
}

/// What is known of a team's files now; `None` where that is what was known before.
fn new_record(context: &Context<'_>, plan: &TeamPlan, wanted: &Wanted) -> Option<TeamRecord> {
    let old = &plan.record;
    let by_path = old.by_path();
    let mut sources = BTreeMap::new();
    let mut checked = true;
    for source in &plan.sources {
        let key = source.path.as_str().to_owned();
        if plan.is_active(source) {
            sources.insert(key, source_record(source, &by_path));
        } else if let Some(known) = old.sources.get(&key) {
            checked &= source.is_recorded;
            sources.insert(key, known.clone());
        } else {
            checked = false;
        }
    }
    if !wanted.everything {
        // A mega-file that is gone is looked at when everything is.
        for (path, known) in &old.sources {
            sources.entry(path.clone()).or_insert_with(|| known.clone());
        }
    }
    let alive: HashSet<&RelPath> = sources.values().flat_map(|source| source.outputs.iter().map(|output| &output.path)).collect();
    let mut orphans: Vec<OutputRecord> = Vec::new();
    let of_plan = plan.orphans.iter().filter(|orphan| !orphan.is_removed).map(|orphan| &orphan.record);
    let of_old = old
        .orphans
        .iter()
        .filter(|orphan| !wanted.everything && !plan.orphans.iter().any(|other| other.record.path == orphan.path));
    orphans.extend(of_plan.chain(of_old).filter(|orphan| !alive.contains(&orphan.path)).cloned());
    let record = TeamRecord {
        program: old.program.clone(),
        // An empty hash is no manifest's: what was not checked together is checked next time.
        rules: if checked { context.rules.clone() } else { String::new() },
        pack: old.pack,
        written_ns: old.written_ns,
        problems: plan.problems.iter().map(StoredProblem::from).collect(),
        sources,
        orphans,
    };
    let is_same = record.rules == old.rules
        && record.problems == old.problems
        && record.orphans == old.orphans
        && record.sources == old.sources
        && old.program == generated::PROGRAM;
    (!is_same).then_some(record)
}

fn source_record(source: &Source, old: &HashMap<&RelPath, &OutputRecord>) -> SourceRecord {
    let outputs = source.outputs.iter().filter_map(|output| {
        // What was not reached is what it was.
        output.record().or_else(|| old.get(&output.path).map(|known| (*known).clone()))
    });
    SourceRecord {
        // An empty hash is no text's: what was not finished is planned anew.
        hash: if source.is_complete() { source.hash.clone() } else { String::new() },
        mega_files: source.mega_files,
        outputs: outputs.collect(),
        directories: source.directories.clone(),
        problems: source.problems.iter().map(StoredProblem::from).collect(),
    }
}

/// Tells what was done (or would be), team by team.
pub(super) fn report(teams: &mut Vec<TeamPlan>, report: &mut ExpandReport) {
    let only_planned = report.dry_run;
    for mut plan in teams.drain(..) {
        let mut team = TeamExpansion { team: plan.team.to_string(), ..TeamExpansion::default() };
        for source in plan.sources.iter().filter(|source| source.is_asked) {
            team.mega_files += source.mega_files;
            if plan.is_active(source) {
                count(source, only_planned, &mut team);
            }
        }
        for Orphan { record, remove, is_removed } in std::mem::take(&mut plan.orphans) {
            if is_removed || (only_planned && remove.is_some()) {
                team.removed.push(record.path);
            } else {
                team.orphans.push(record.path);
            }
        }
        for source in plan.sources.iter_mut().filter(|source| source.is_asked) {
            report.problems.append(&mut source.problems);
        }
        report.problems.append(&mut plan.problems);
        for path in &team.kept_edited {
            let place = Place::file(format!("teams/{}/{path}", plan.team));
            report.problems.push(Problem::warning("expand-kept-edited").with("path", path).with("team", &plan.team).at(place));
        }
        report.teams.push(team);
    }
}

fn count(source: &Source, only_planned: bool, team: &mut TeamExpansion) {
    for output in &source.outputs {
        team.files += 1;
        team.lines += output.facts.lines as usize;
        if output.done.is_none() && !only_planned {
            continue;
        }
        let path = || output.path.clone();
        match &output.action {
            Action::None => {}
            Action::Create => team.created.push(path()),
            Action::Same | Action::Joined => team.unchanged += 1,
            Action::Replace(_) => team.changed.push(path()),
            Action::Merge(..) => team.merged.push(path()),
            Action::Keep => team.kept_edited.push(path()),
        }
    }
}

/// Writes what was done into the journal, unless nothing was.
pub(super) fn journal(project: &Project, report: &ExpandReport) -> Result<(), Problem> {
    let sum = |of: fn(&TeamExpansion) -> usize| report.teams.iter().map(of).sum::<usize>();
    let (created, changed) = (sum(|team| team.created.len()), sum(|team| team.changed.len() + team.merged.len()));
    let removed = sum(|team| team.removed.len());
    if created + changed + removed == 0 {
        return Ok(());
    }
    let teams: Vec<_> = report.teams.iter().map(|team| &team.team).collect();
    let details = serde_json::json!({
        "teams": teams, "created": created, "changed": changed, "removed": removed,
        "kept_edited": sum(|team| team.kept_edited.len()), "cancelled": report.cancelled, "seconds": report.seconds,
    });
    journal::note(project, "expanded", details)
}
