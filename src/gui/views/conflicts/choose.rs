//! What a click on a side means: answers as pure functions of the answer before. Owns no drawing.

use crate::model::conflict::{Answer, Conflict, Detail};
use crate::model::merge::choice::{Choice, PickedLine};
use crate::model::merge::lines::Chunk;

/// The choices of a text conflict, one for each run, whatever was answered so far.
pub fn choices(conflict: &Conflict, answer: Option<&Answer>) -> Vec<Option<Choice>> {
    let Detail::Text { merge, .. } = &conflict.detail else { return Vec::new() };
    let mut choices = match answer {
        Some(Answer::Runs(choices)) => choices.clone(),
        _ => Vec::new(),
    };
    choices.resize(merge.conflict_count(), None);
    choices
}

/// The answer with one run chosen anew; none at all when every run is open then.
pub fn with_run(conflict: &Conflict, answer: Option<&Answer>, run: usize, choice: Option<Choice>) -> Option<Answer> {
    let mut choices = choices(conflict, answer);
    if let Some(place) = choices.get_mut(run) {
        *place = choice;
    }
    choices.iter().any(Option::is_some).then_some(Answer::Runs(choices))
}

/// The answer that chooses the same for every run.
pub fn whole_file(conflict: &Conflict, choice: &Choice) -> Option<Answer> {
    let count = choices(conflict, None).len();
    (count > 0).then(|| Answer::Runs(vec![Some(choice.clone()); count]))
}

/// A click on a side: it joins the sides chosen so far, as the last; one that is chosen leaves them.
pub fn toggled(choice: Option<&Choice>, side: usize) -> Option<Choice> {
    let mut sides = match choice {
        Some(Choice::Sides(sides)) => sides.clone(),
        _ => Vec::new(),
    };
    match sides.iter().position(|chosen| *chosen == side) {
        Some(at) => {
            sides.remove(at);
        }
        None => sides.push(side),
    }
    (!sides.is_empty()).then_some(Choice::Sides(sides))
}

/// A click on a single line: it joins the lines chosen so far, as the last; one that is chosen leaves them. Whole sides
/// chosen before become their lines. What was written by hand stays as it is: `None`.
pub fn line_toggled(choice: Option<&Choice>, chunk: &Chunk, picked: PickedLine) -> Option<Option<Choice>> {
    let Chunk::Conflict { base, sides, .. } = chunk else { return None };
    let mut lines = match choice {
        Some(choice) => choice.as_lines(base, sides)?,
        None => Vec::new(),
    };
    match lines.iter().position(|line| *line == picked) {
        Some(at) => {
            lines.remove(at);
        }
        None => lines.push(picked),
    }
    Some((!lines.is_empty()).then_some(Choice::Lines(lines)))
}

/// What the answer to one conflict says for another one of the same kind between the same sides; `None` where it says
/// nothing: for lines picked or written by hand, or where places were decided differently.
pub fn same_for(conflict: &Conflict, answer: &Answer, other: &Conflict) -> Option<Answer> {
    if conflict.kind != other.kind || conflict.teams != other.teams || conflict.id == other.id {
        return None;
    }
    let answer = match answer {
        Answer::Runs(choices) => {
            let first = choices.first()?.as_ref()?;
            let goes_for_all = matches!(first, Choice::Sides(_) | Choice::Base | Choice::Nothing);
            if !goes_for_all || choices.iter().any(|choice| choice.as_ref() != Some(first)) {
                return None;
            }
            whole_file(other, first)?
        }
        // What is written by hand is for one.
        Answer::Written(_) => return None,
        answer => answer.clone(),
    };
    other.is_settled_by(Some(&answer)).then_some(answer)
}

/// What is remembered, beside what is decided already: only open runs take it; `None` where it adds nothing.
pub fn as_remembered(conflict: &Conflict, answer: Option<&Answer>, offer: &Answer) -> Option<Answer> {
    match offer {
        Answer::Runs(_) if matches!(answer, Some(Answer::Written(_))) => None,
        Answer::Runs(offered) => {
            let now = choices(conflict, answer);
            if now.len() != offered.len() {
                return None;
            }
            let both: Vec<_> = now.iter().zip(offered).map(|(now, offered)| now.clone().or_else(|| offered.clone())).collect();
            (both != now).then_some(Answer::Runs(both))
        }
        offer => answer.is_none().then(|| offer.clone()),
    }
}

/// How many runs are settled, of how many. A conflict without runs is one.
pub fn progress(conflict: &Conflict, answer: Option<&Answer>) -> (usize, usize) {
    match &conflict.detail {
        Detail::Text { merge, .. } => {
            let settled = match answer {
                Some(Answer::Runs(choices)) => choices.iter().filter(|choice| choice.is_some()).count(),
                Some(Answer::Written(_)) => merge.conflict_count(),
                _ => 0,
            };
            (settled, merge.conflict_count())
        }
        Detail::Version { .. } | Detail::Boundary { .. } => (usize::from(conflict.is_settled_by(answer)), 1),
    }
}

/// The sides of a run as columns: those that wrote the same share one, those that left base as it was have none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    /// Places of sides; the first of each column stands for it in a choice.
    pub columns: Vec<Vec<usize>>,
    /// Sides that have what base has.
    pub untouched: Vec<usize>,
}

/// Groups the sides of a conflicting run.
pub fn columns(chunk: &Chunk) -> Columns {
    let Chunk::Conflict { base, sides, .. } = chunk else { return Columns::default() };
    let mut found = Columns::default();
    for (index, side) in sides.iter().enumerate() {
        if side == base {
            found.untouched.push(index);
        } else if let Some(column) = found.columns.iter_mut().find(|column| sides[column[0]] == *side) {
            column.push(index);
        } else {
            found.columns.push(vec![index]);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::conflict::ConflictId;
    use crate::model::merge::lines::LineMerge;
    use crate::model::path::RelPath;
    use crate::model::problem::Problem;
    use crate::model::team::TeamId;

    fn run(base: &str, sides: &[&str]) -> Chunk {
        Chunk::Conflict { base: base.into(), sides: sides.iter().map(|side| side.as_bytes().to_vec()).collect(), crlf: false }
    }

    fn conflict() -> Conflict {
        let clean = || Chunk::Clean { text: b"x\n".to_vec(), authors: Vec::new() };
        let merge = LineMerge { chunks: vec![run("a\n", &["b\n", "c\n"]), clean(), run("", &["d\n", "e\n"])] };
        Conflict {
            id: ConflictId("one".into()),
            kind: "several-writers",
            path: RelPath::new("a.ts").expect("path"),
            teams: ["alpha", "beta"].map(|id| TeamId::from_spelling(id).expect("id")).to_vec(),
            owner: None,
            problem: Problem::error("conflict-several-writers"),
            detail: Detail::Text { merge, has_base: true },
        }
    }

    #[test]
    fn clicking_in_order_chooses_in_order() {
        let one = toggled(None, 1);
        assert_eq!(one, Some(Choice::Sides(vec![1])));
        let two = toggled(one.as_ref(), 0);
        assert_eq!(two, Some(Choice::Sides(vec![1, 0])));
        assert_eq!(toggled(two.as_ref(), 1), Some(Choice::Sides(vec![0])));
        assert_eq!(toggled(one.as_ref(), 1), None);
        assert_eq!(toggled(Some(&Choice::Base), 0), Some(Choice::Sides(vec![0])));
    }

    #[test]
    fn an_answer_settles_when_every_run_is_chosen() {
        let conflict = conflict();
        let first = with_run(&conflict, None, 0, Some(Choice::Base));
        assert_eq!(progress(&conflict, first.as_ref()), (1, 2));
        assert!(!conflict.is_settled_by(first.as_ref()));
        let both = with_run(&conflict, first.as_ref(), 1, Some(Choice::Nothing));
        assert!(conflict.is_settled_by(both.as_ref()));
        let reopened = with_run(&conflict, both.as_ref(), 0, None);
        assert_eq!(reopened, Some(Answer::Runs(vec![None, Some(Choice::Nothing)])));
        assert_eq!(with_run(&conflict, reopened.as_ref(), 1, None), None, "nothing is left: the answer goes");
        assert!(conflict.is_settled_by(whole_file(&conflict, &Choice::Sides(vec![1])).as_ref()));
    }

    #[test]
    fn single_lines_join_and_leave() {
        let chunk = run("a\n", &["b\nbb\n", "c\n"]);
        let line = |side, line| PickedLine { side, line };
        let one = line_toggled(None, &chunk, line(Some(0), 1)).expect("picked");
        assert_eq!(one, Some(Choice::Lines(vec![line(Some(0), 1)])));
        assert_eq!(line_toggled(one.as_ref(), &chunk, line(Some(0), 1)), Some(None), "a second click takes it back");
        let more = line_toggled(Some(&Choice::Sides(vec![1])), &chunk, line(None, 0)).expect("picked");
        assert_eq!(more, Some(Choice::Lines(vec![line(Some(1), 0), line(None, 0)])));
        assert_eq!(line_toggled(Some(&Choice::Edited("x".into())), &chunk, line(None, 0)), None, "nobody's words are lost");
    }

    #[test]
    fn one_answer_goes_for_all_that_are_alike() {
        let (first, mut second) = (conflict(), conflict());
        second.id = ConflictId("two".into());
        let answer = |choice: Choice| Answer::Runs(vec![Some(choice.clone()), Some(choice)]);
        let sides = answer(Choice::Sides(vec![1, 0]));
        assert_eq!(same_for(&first, &sides, &second), Some(sides.clone()));
        assert_eq!(same_for(&first, &sides, &first), None, "not for itself");
        assert_eq!(same_for(&first, &answer(Choice::Edited("x".into())), &second), None, "what is written by hand is for one");
        assert_eq!(same_for(&first, &Answer::Runs(vec![Some(Choice::Base), None]), &second), None);
        second.teams.reverse();
        assert_eq!(same_for(&first, &sides, &second), None, "other sides");
    }

    #[test]
    fn what_is_remembered_fills_what_is_open() {
        let conflict = conflict();
        let offer = Answer::Runs(vec![Some(Choice::Base), Some(Choice::Nothing)]);
        assert_eq!(as_remembered(&conflict, None, &offer), Some(offer.clone()));
        let decided = Answer::Runs(vec![Some(Choice::Sides(vec![1])), None]);
        let both = Answer::Runs(vec![Some(Choice::Sides(vec![1])), Some(Choice::Nothing)]);
        assert_eq!(as_remembered(&conflict, Some(&decided), &offer), Some(both.clone()));
        assert_eq!(as_remembered(&conflict, Some(&both), &offer), None, "nothing is open");
    }

    #[test]
    fn sides_that_wrote_the_same_share_a_column() {
        let columns = columns(&run("a", &["b", "a", "c", "b"]));
        assert_eq!(columns, Columns { columns: vec![vec![0, 3], vec![2]], untouched: vec![1] });
    }
}
