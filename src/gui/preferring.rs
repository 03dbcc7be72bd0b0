//! What a person likes, carried out: zoom, what may move, the agent of new teams, and a call when they are elsewhere. Owns
//! that what is liked is worn at once and told to the engine whenever it is other. Not: the dialog (`frame::settings`).

use crate::engine::command::Command;
use crate::engine::settings::{Preferences, ZOOM};
use crate::engine::worker::Engine;
use crate::gui::facts::{Facts, NoticeContent};
use crate::gui::{keymap, theme};
use crate::model::manifest::edits::{ManifestEdit, TeamField};

/// Knows what is worn and remembered already.
#[derive(Debug)]
pub struct Preferring {
    worn: Preferences,
    zoom_seen: f32,
    notices: u64,
}

impl Preferring {
    /// Wears what the person likes: once, before the first frame.
    pub fn new(ctx: &egui::Context, preferences: &Preferences) -> Self {
        wear(ctx, preferences);
        Self { worn: preferences.clone(), zoom_seen: ctx.zoom_factor(), notices: 0 }
    }

    /// Wears and remembers what is other than before. Asked in every frame.
    pub fn follow(&mut self, ctx: &egui::Context, facts: &mut Facts, engine: &Engine) {
        // The keys for larger and smaller are egui's own.
        let zoom = ctx.zoom_factor();
        if zoom != self.zoom_seen {
            self.zoom_seen = zoom;
            facts.preferences.zoom_percent = ((zoom * 100.0).round() as u16).clamp(*ZOOM.start(), *ZOOM.end());
            ctx.set_zoom_factor(f32::from(facts.preferences.zoom_percent) / 100.0);
        }
        if facts.preferences != self.worn {
            self.worn = facts.preferences.clone();
            wear(ctx, &self.worn);
            engine.send(Command::RememberPreferences { preferences: Box::new(self.worn.clone()) });
        }
        self.call(ctx, facts);
    }

    /// Calls the person back when something was said while the window is behind others.
    fn call(&mut self, ctx: &egui::Context, facts: &Facts) {
        let is_new = facts.notice_count > self.notices;
        self.notices = facts.notice_count;
        let is_elsewhere = ctx.input(|input| input.viewport().focused == Some(false));
        if is_new && is_elsewhere && facts.preferences.notifications {
            let is_bad = facts.notices.iter().any(|notice| matches!(notice.content, NoticeContent::Problem(_)));
            let kind = if is_bad { egui::UserAttentionType::Critical } else { egui::UserAttentionType::Informational };
            ctx.send_viewport_cmd(egui::ViewportCommand::RequestUserAttention(kind));
        }
    }
}

fn wear(ctx: &egui::Context, preferences: &Preferences) {
    ctx.set_zoom_factor(f32::from(preferences.zoom_percent) / 100.0);
    theme::set_motion(ctx, !preferences.reduced_motion);
    keymap::wear(ctx, &preferences.keys);
}

/// An edit as the person likes it: teams that are added get their default agent.
pub fn as_liked(edit: ManifestEdit, preferences: &Preferences) -> ManifestEdit {
    let agent = &preferences.default_agent;
    match edit {
        ManifestEdit::AddTeam { id, name } if !agent.is_empty() => {
            let given = ManifestEdit::SetTeamText { team: id.clone(), field: TeamField::Agent, text: agent.clone() };
            ManifestEdit::Several(vec![ManifestEdit::AddTeam { id, name }, given])
        }
        ManifestEdit::Several(edits) => {
            ManifestEdit::Several(edits.into_iter().map(|edit| as_liked(edit, preferences)).collect())
        }
        edit => edit,
    }
}
