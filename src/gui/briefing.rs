//! Briefing the teams: whose prompt is copied next, what goes to the clipboard, and what is said about it. Not: how prompts
//! are shown (`views::teams::prompts`), nor who remembers that they were copied (`engine::briefings`).

use crate::engine::command::Command;
use crate::gui::act::Hands;
use crate::gui::facts::{Facts, NoticeContent, ProjectFacts};
use crate::gui::screen::Screen;
use crate::gui::views::ViewId;
use crate::gui::views::marks;
use crate::model::manifest::Manifest;
use crate::model::problem::Problem;
use crate::model::prompt::{self, Language, Recipient};
use crate::t;
use crate::words;

/// The language of prompts that goes with the language of the window.
pub fn language_of_window() -> Language {
    match words::language() {
        words::Language::English => Language::English,
        words::Language::Swedish => Language::Swedish,
    }
}

/// What people call somebody who gets a prompt.
pub fn name(recipient: &Recipient, manifest: &Manifest) -> String {
    match recipient {
        Recipient::Leader => t!("prompts-leader"),
        Recipient::Team(team) => marks::title_and_name(team, manifest),
    }
}

/// A prompt as it is now.
pub fn render(project: &ProjectFacts, recipient: &Recipient, language: Language) -> Result<String, Problem> {
    prompt::render(&project.manifest.manifest, recipient, language, &project.prompts.templates)
}

/// Whether somebody was briefed with a text that is another one now. A prompt that cannot be rendered any more has changed.
pub fn has_changed(project: &ProjectFacts, recipient: &Recipient) -> bool {
    let Some(briefing) = project.prompts.briefings.get(recipient) else { return false };
    !render(project, recipient, briefing.language).is_ok_and(|text| prompt::fingerprint(&text) == briefing.hash)
}

/// Who has to be briefed next: the first who has not been, else the first whose prompt has changed since.
pub fn next_recipient(project: &ProjectFacts) -> Option<Recipient> {
    let all = Recipient::to_brief(&project.manifest.manifest);
    let missing = all.iter().find(|recipient| !project.prompts.briefings.contains_key(recipient));
    missing.or_else(|| all.iter().find(|recipient| has_changed(project, recipient))).cloned()
}

/// Copies prompts: one as it is, several in one text. Says what was copied and whom it is for; notes that they have it.
pub fn copy(recipients: &[Recipient], language: Option<Language>, facts: &mut Facts, screen: &Screen, hands: &Hands<'_>) {
    let language = language.unwrap_or_else(|| screen.teams.prompt_language());
    let Some(project) = &facts.project else { return };
    let texts: Result<Vec<_>, Problem> = recipients.iter().map(|recipient| render(project, recipient, language)).collect();
    let texts = match texts {
        Ok(texts) => texts,
        Err(problem) => return facts.notify(NoticeContent::Problem(problem)),
    };
    let prompts = recipients.iter().zip(&texts).map(|(recipient, text)| (recipient.clone(), prompt::fingerprint(text)));
    let briefed = Command::Briefed { prompts: prompts.collect(), language };
    let said = match recipients {
        [] => return,
        [one] => said(project, one),
        several => t!("prompts-copied-all", count = several.len()),
    };
    hands.ctx.copy_text(match &texts[..] {
        [one] => one.clone(),
        _ => prompt::joined(recipients.iter().zip(texts.iter().map(String::as_str))),
    });
    if project.read_only {
        say(format!("{said} {}", t!("prompts-copied-read-only")), facts);
    } else {
        hands.engine.send(briefed);
        say(said, facts);
    }
}

/// Says something about copying, in place of what was said about it before: ten copies are not ten notices.
fn say(said: String, facts: &mut Facts) {
    let before = facts.project.as_ref().and_then(|project| project.prompts.notice);
    facts.notices.retain(|notice| Some(notice.number) != before);
    facts.notify(NoticeContent::Done(said));
    if let Some(project) = &mut facts.project {
        project.prompts.notice = Some(facts.notice_count);
    }
}

/// What is said when one prompt was copied: to whom it goes.
fn said(project: &ProjectFacts, recipient: &Recipient) -> String {
    let manifest = &project.manifest.manifest;
    let who = name(recipient, manifest);
    let Some(id) = recipient.team() else { return t!("prompts-copied-leader") };
    let agent = manifest.teams.iter().find(|team| team.id == *id || team.swarm.iter().any(|part| part.id == *id));
    match agent.and_then(|team| team.agent.as_deref()).filter(|agent| *agent != "manual") {
        Some(agent) => t!("prompts-copied-agent", team = who, agent = agent),
        None => t!("prompts-copied", team = who),
    }
}

/// Copies the prompt of whoever is next, and shows it.
pub fn next(facts: &mut Facts, screen: &mut Screen, hands: &Hands<'_>) {
    let Some(project) = &facts.project else { return };
    let Some(recipient) = next_recipient(project) else {
        return say(t!("prompts-all-briefed"), facts);
    };
    screen.view = ViewId::Teams;
    screen.teams.show_prompts(Some(recipient.clone()));
    copy(&[recipient], None, facts, screen, hands);
}
