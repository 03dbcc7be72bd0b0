//! Teams' agents under the host: starting them, handing prompts over, and taking in what they say. Owns the order of it all:
//! journal first, then the deed.

use crossbeam_channel::bounded;

use super::checkpoints::Then;
use super::work::{Running, Work};
use super::{Host, Input};
use crate::engine::agents::child::{Child, Output, Sink, Start};
use crate::engine::agents::guard::inside;
use crate::engine::agents::processes::Blow;
use crate::engine::agents::terminal::Pty;
use crate::engine::agents::{self, Boundary, Heard, Order, Way, environment};
use crate::engine::disk::{self, Log};
use crate::engine::run::{now, start};
use crate::engine::settings;
use crate::model::manifest::{Agent, Permissions};
use crate::model::ownership::PathClass;
use crate::model::problem::Problem;
use crate::model::run::line::{ParkReason, Source, What};
use crate::model::run::markers::{Marker, MarkerKind};
use crate::model::run::plain::plain;
use crate::model::run::signals::Message;
use crate::model::run::team::{Delivery, Permission, TeamState, Usage};
use crate::model::run::trees::Why;
use crate::model::run::wire::Decision;
use crate::model::run::wishes;
use crate::model::team::TeamId;

/// All logs of a team together.
pub(super) const LOG_CAP: u64 = 8 * 1024 * 1024;
/// Batches of one team's output that may wait; then its agent does.
const TEAM_WAITING: usize = 2;
/// A longer line is cut in the log.
const LOG_LINE: usize = 4_000;
/// Signs of life are noted this often.
const ALIVE_EVERY_MS: u64 = 2_000;

impl Host {
    pub(super) fn agent(&self, team: &TeamId) -> Result<Agent, Problem> {
        let name = self.state.team(team).map(|team| team.plan.agent.clone()).unwrap_or_default();
        let found = agents::agent(&self.manifest, Some(&name));
        found.ok_or_else(|| Problem::error("run-no-agent").with("team", team).with("agent", name))
    }

    /// Where a team may write, exceptions included.
    fn boundary(&self, id: &TeamId) -> Boundary {
        let outside = self.state.team(id).into_iter().flat_map(|team| &team.outside);
        let granted: Vec<String> = outside.filter(|one| one.is_granted).map(|one| one.path.clone()).collect();
        Boundary::of(&self.manifest, id, &granted)
    }

    /// Starts a team where it may start now; else it waits.
    pub(super) fn start_team(&mut self, id: &TeamId) -> Result<(), Problem> {
        let Some(team) = self.state.team(id) else { return Err(Problem::error("run-no-team").with("team", id)) };
        if team.is_halted {
            return Err(Problem::error("run-is-halted").with("team", id));
        }
        if self.must_rest(id) {
            return Ok(());
        }
        let is_manual = team.is_manual();
        if is_manual || self.works.get(id).is_some_and(Work::is_running) || team.is_detached {
            if is_manual {
                // What is pasted for it goes there.
                self.is_tree_ready(id);
            }
            return self.brief(id);
        }
        let is_ready = |other: &&TeamId| {
            self.state.team(other).is_some_and(|other| matches!(other.stands, TeamState::Ready | TeamState::Complete))
        };
        let waits_for: Vec<TeamId> = team.plan.wait_for.iter().filter(|other| !is_ready(other)).cloned().collect();
        let is_full = !self.has_room();
        if (!waits_for.is_empty() && !team.was_started) || is_full || self.state.is_over_budget() || team.parked.is_some() {
            if !team.is_queued || team.waits_for != waits_for {
                self.note(What::TeamQueued { team: id.clone(), waits_for });
            }
            return Ok(());
        }
        if !self.is_tree_ready(id) {
            return Ok(());
        }
        self.brief(id)?;
        let way = agents::adapter_of(&self.agent(id)?).way();
        if way != Way::Turns {
            self.launch(id, None)?;
        }
        self.deliver(id);
        Ok(())
    }

    /// Gives a team its prompt, if it never got one.
    fn brief(&mut self, id: &TeamId) -> Result<(), Problem> {
        let agent = self.agent(id)?;
        if agents::adapter_of(&agent).way() == Way::Terminal && agents::terminal::is_shell(&agent) {
            return Ok(());
        }
        let was_briefed = |team: &crate::model::run::TeamRun| {
            team.prompts
                .iter()
                .any(|prompt| matches!(prompt.message, Message::Briefing(_)) && prompt.delivery != Delivery::Failed)
        };
        if self.state.team(id).is_some_and(|team| !was_briefed(team) && team.session.is_none()) {
            let text = self.looks.prompt(&self.project, &self.manifest, id)?;
            self.queue(id, Message::Briefing(text));
        }
        Ok(())
    }

    /// Puts something in a team's queue; its number.
    pub(super) fn queue(&mut self, id: &TeamId, message: Message) -> u64 {
        let prompt = self.state.next_prompt;
        self.note(What::PromptQueued { team: id.clone(), prompt, message });
        prompt
    }

    /// Starts a process for a team; with a prompt, where it gets one at its start.
    fn launch(&mut self, id: &TeamId, prompt: Option<(u64, String)>) -> Result<(), Problem> {
        let launched = self.try_launch(id, prompt);
        if let Err(problem) = &launched {
            let args = problem.args.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
            self.note(What::TeamFailed { team: id.clone(), problem: problem.id.to_owned(), args });
        }
        launched
    }

    fn try_launch(&mut self, id: &TeamId, prompt: Option<(u64, String)>) -> Result<(), Problem> {
        let agent = self.agent(id)?;
        if !settings::is_trusted(&self.project.root, &self.manifest) {
            return Err(Problem::error("run-not-trusted").with("team", id));
        }
        let adapter = agents::adapter_of(&agent);
        let folder = self.project.team_folder(id);
        let boundary = self.boundary(id);
        let session = self.state.team(id).and_then(|team| team.session.clone()).filter(|_| adapter.can_resume());
        let number = prompt.as_ref().map(|(number, _)| *number);
        let prompt_file = match &prompt {
            Some((number, text)) if adapter.wants_prompt_file(&agent) => {
                disk::create_private_dir(&self.places.prompts())?;
                let file = self.places.prompts().join(format!("{id}-{number}.md"));
                disk::write_atomic(&file, text.as_bytes())?;
                Some(file)
            }
            _ => None,
        };
        let dectet = start::program()?;
        let order = Order {
            team: id,
            agent: &agent,
            folder: &folder,
            session: session.as_deref(),
            prompt: prompt.as_ref().map(|(_, text)| text.as_str()),
            prompt_file: prompt_file.as_deref(),
            boundary: &boundary,
            permissions: &self.manifest.run.permissions,
            private: &self.places.private(id),
            dectet: &dectet,
            version: if adapter.wants_version() { self.looks.version(adapter, &agent, &folder) } else { None },
        };
        let launch = adapter.launch(&order)?;
        for (file, text) in &launch.files {
            disk::create_private_dir(&self.places.private(id))?;
            disk::write_atomic(file, text.as_bytes())?;
        }
        launch.folders.iter().try_for_each(|folder| disk::create_dirs(folder))?;
        let mut variables = environment::of(&self.base, &self.manifest.agents, &agent, &self.state.run, id, &self.project.root);
        variables.extend(launch.environment.iter().map(|(name, value)| (name.into(), value.into())));
        self.generations += 1;
        let (generation, team, outputs) = (self.generations, id.clone(), self.outputs.clone());
        // Whoever says much waits for itself, not in front of the others.
        let (room, waiting) = bounded(TEAM_WAITING);
        let sink: Sink = std::sync::Arc::new(move |output| {
            let _ = room.send(());
            let _ = outputs.send((team.clone(), generation, output));
        });
        let redactor = environment::redactor(&variables);
        let start = Start { words: &launch.words, folder: &folder, environment: &variables };
        let running = match adapter.way() {
            Way::Terminal => Running::Terminal(Pty::start(&start, &sink)?),
            _ => Running::Pipes(Child::start(&start, launch.input, number, &sink)?),
        };
        let process = running.process();
        let talk = adapter.talk(&order);
        let used_before = self.state.team(id).map(|team| team.usage).unwrap_or_default();
        let log = Log::open(&self.places.log(id), Some(LOG_CAP)).ok();
        let work =
            self.works.entry(id.clone()).or_insert_with(|| Work::new(adapter, adapter.talk(&order), redactor.clone(), None));
        (work.adapter, work.talk, work.redactor) = (adapter, talk, redactor);
        work.log_to(log);
        (work.running, work.generation, work.used_before) = (Some(running), generation, used_before);
        (work.is_wanted_end, work.ending_since, work.waiting) = (false, None, waiting);
        work.given.clear();
        work.given.extend(number);
        work.scanner.begin();
        let hello = work.talk.hello();
        if let Some(child) = work.child().filter(|_| !hello.is_empty()) {
            child.write(&hello, None);
        }
        self.note(What::TeamStarted { team: id.clone(), process, resumed: session.is_some() });
        Ok(())
    }

    /// Hands over what waits for a team, as far as its agent can take it now.
    pub(super) fn deliver(&mut self, id: &TeamId) {
        loop {
            let Some(team) = self.state.team(id) else { return };
            if team.is_halted || team.parked.is_some() || team.is_manual() || team.is_detached || self.is_over {
                return;
            }
            if self.must_rest(id) {
                return;
            }
            let Some(prompt) = team.queued().next().cloned() else { return };
            let Ok(agent) = self.agent(id) else { return };
            let way = agents::adapter_of(&agent).way();
            let is_running = self.works.get(id).is_some_and(Work::is_running);
            if is_running == (way == Way::Turns) || self.works.get(id).is_some_and(|work| work.is_wanted_end) {
                // One prompt is one process; the others wait for its end. And where nothing runs, nothing is said.
                return;
            }
            if way == Way::Turns && !self.has_room() {
                if !team.is_queued {
                    self.note(What::TeamQueued { team: id.clone(), waits_for: Vec::new() });
                }
                return;
            }
            if way == Way::Turns && !self.is_tree_ready(id) {
                // It is started when its tree is.
                return;
            }
            let text = prompt.message.text().to_owned();
            let (team, number) = (id.clone(), prompt.id);
            self.note(What::PromptSending { team: team.clone(), prompt: number });
            if self.is_over {
                return;
            }
            let given = match way {
                Way::Turns => self.launch(id, Some((number, text))).map_err(|problem| problem.id.to_owned()),
                Way::Terminal => self.say_in_terminal(id, &text, number),
                Way::Conversation | Way::Manual => self.say(id, &text, number),
            };
            match given {
                Ok(()) => {
                    if let Some(work) = self.works.get_mut(id).filter(|work| !work.given.contains(&number)) {
                        work.given.push(number);
                    }
                }
                Err(reason) => {
                    self.note(What::PromptFailed { team, prompt: number, reason });
                    return;
                }
            }
        }
    }

    fn has_room(&self) -> bool {
        let running = self.works.values().filter(|work| work.is_running()).count();
        running + self.trees.preparing() < self.state.plan.parallel.max(1) as usize
    }

    /// Says something in a team's terminal. What has several lines lies in a file too, for programs that take no pastes.
    fn say_in_terminal(&self, id: &TeamId, text: &str, number: u64) -> Result<(), String> {
        let pty = self.works.get(id).and_then(Work::pty).ok_or_else(String::new)?;
        let file = text.trim().contains('\n').then(|| self.places.prompts().join(format!("{id}-{number}.md")));
        if let Some(file) = &file {
            disk::write_atomic(file, text.as_bytes()).map_err(|problem| problem.id.to_owned())?;
        }
        pty.say(text, file.as_deref(), number);
        Ok(())
    }

    /// Says something on an agent's stdin.
    fn say(&mut self, id: &TeamId, text: &str, number: u64) -> Result<(), String> {
        let work = self.works.get_mut(id).ok_or_else(String::new)?;
        let lines = work.talk.prompt(text).ok_or_else(String::new)?;
        let child = work.child().ok_or_else(String::new)?;
        if lines.is_empty() {
            // Kept by the protocol until the conversation is open.
            self.note(What::PromptDelivered { team: id.clone(), prompt: number });
            return Ok(());
        }
        if child.write(&lines, Some(number)) { Ok(()) } else { Err(String::new()) }
    }

    /// Takes in what comes of a team's process.
    pub(super) fn heard(&mut self, id: &TeamId, generation: u64, output: Output) {
        let Some(work) = self.works.get_mut(id).filter(|work| work.generation == generation) else { return };
        let _ = work.waiting.try_recv();
        let now = now();
        match output {
            Output::Lines(lines) => {
                let is_terminal = work.adapter.way() == Way::Terminal;
                for line in lines {
                    let Some(work) = self.works.get_mut(id) else { return };
                    let heard = work.talk.heard(&line, now);
                    self.take_heard(id, heard, is_terminal);
                }
                self.alive(id);
            }
            Output::Errors(lines) => {
                for line in lines {
                    let Some(work) = self.works.get_mut(id) else { return };
                    let heard = work.talk.complained(&line, now);
                    self.take_heard(id, heard, false);
                }
                self.alive(id);
            }
            Output::Written(prompt, true) => self.note(What::PromptDelivered { team: id.clone(), prompt }),
            Output::Written(prompt, false) => {
                // Part of it may have arrived.
                let reason = "stdin".to_owned();
                self.note(What::PromptFailed { team: id.clone(), prompt, reason });
            }
            Output::Drawn => {
                work.is_drawn = true;
                self.alive(id);
                if self.clients.is_in_focus(id) {
                    self.tell_screens();
                }
            }
            Output::Ended(code) => self.ended(id, code),
        }
        if let Some(work) = self.works.get_mut(id) {
            work.write_log();
        }
    }

    fn alive(&mut self, id: &TeamId) {
        let now = now();
        if let Some(work) = self.works.get_mut(id)
            && now.saturating_sub(work.noted_alive) >= ALIVE_EVERY_MS
        {
            work.noted_alive = now;
            self.note(What::Alive { team: id.clone() });
        }
    }

    fn ended(&mut self, id: &TeamId, code: Option<i32>) {
        let Some(work) = self.works.get_mut(id) else { return };
        let heard = work.talk.ended(code);
        let is_wanted = work.is_wanted_end;
        // Whoever was told to end did not fail.
        let heard =
            if is_wanted { heard.into_iter().filter(|heard| !matches!(heard, Heard::TurnEnded(_))).collect() } else { heard };
        self.take_heard(id, heard, false);
        let Some(work) = self.works.get_mut(id) else { return };
        work.running = None;
        work.is_wanted_end = false;
        let left = std::mem::take(&mut work.given);
        self.note(What::TeamEnded { team: id.clone(), code, wanted: is_wanted });
        for prompt in left {
            let is_open = self.state.team(id).is_some_and(|team| {
                team.prompts.iter().any(|known| {
                    known.id == prompt && matches!(known.delivery, Delivery::Delivered | Delivery::Acknowledged | Delivery::Maybe)
                })
            });
            if is_open && code == Some(0) {
                self.note(What::PromptObeyed { team: id.clone(), prompt });
            }
        }
        self.deliver(id);
        self.start_waiting();
    }

    /// Starts teams that waited, as far as they may now.
    pub(super) fn start_waiting(&mut self) {
        let waiting: Vec<TeamId> = self.state.teams.iter().filter(|team| team.is_queued).map(|team| team.id().clone()).collect();
        for id in waiting {
            // Why one cannot start is on its card.
            let _ = self.start_team(&id);
        }
    }

    fn take_heard(&mut self, id: &TeamId, heard: Vec<Heard>, is_terminal: bool) {
        for heard in heard {
            self.take_one(id, heard, is_terminal);
        }
    }

    fn take_one(&mut self, id: &TeamId, heard: Heard, is_terminal: bool) {
        let team = id.clone();
        let Some(work) = self.works.get_mut(id) else { return };
        match heard {
            Heard::Session(session) => {
                if self.state.team(id).is_none_or(|known| known.session.as_deref() != Some(&session)) {
                    self.note(What::Session { team, id: session });
                }
            }
            Heard::Said(text) => self.said(id, &text, is_terminal),
            Heard::Shown(text) => {
                for line in text.lines() {
                    let line = work.redactor.redact(&cut(&plain(line)));
                    work.log(&line);
                }
            }
            Heard::Action(text) => {
                let text = work.redactor.redact(&text);
                work.log(&format!("· {text}"));
                if self.state.team(id).is_none_or(|known| known.action.as_deref() != Some(&text)) {
                    self.note(What::Action { team, text });
                }
            }
            Heard::TurnStarted => {
                if work.adapter.way() != Way::Turns {
                    work.scanner.begin();
                }
                if !self.state.team(id).is_some_and(|known| known.in_turn) {
                    self.note(What::TurnStarted { team });
                }
            }
            Heard::Took => {
                let given = work.given.clone();
                let open = self.first_open(id, &given);
                if let Some(prompt) = open {
                    self.note(What::PromptAcknowledged { team, prompt });
                }
            }
            Heard::TurnEnded(error) => {
                let error = error.map(|error| work.redactor.redact(&error));
                let given = std::mem::take(&mut work.given);
                // What was sent while the turn ran may be for the next.
                let (mut done, mut later): (Vec<u64>, Vec<u64>) = given.into_iter().partition(|prompt| {
                    self.state.team(id).is_some_and(|team| {
                        team.prompts.iter().any(|known| known.id == *prompt && known.delivery == Delivery::Acknowledged)
                    })
                });
                // Not every agent says that it took something: then a turn's end speaks for the first.
                if done.is_empty() && !later.is_empty() {
                    done.push(later.remove(0));
                }
                work.given = later;
                for prompt in done {
                    match &error {
                        None => self.note(What::PromptObeyed { team: team.clone(), prompt }),
                        Some(reason) => {
                            self.note(What::PromptFailed { team: team.clone(), prompt, reason: reason.clone() });
                        }
                    }
                }
                self.note(What::TurnEnded { team, error });
            }
            Heard::UsedMore(more) => {
                let so_far = self.state.team(id).map(|team| team.usage).unwrap_or_default();
                self.used(id, so_far.plus(&more));
            }
            Heard::UsedSoFar(usage) => {
                let all = work.used_before.plus(&usage);
                self.used(id, all);
            }
            Heard::Asked(permission) => self.asked(id, permission, None),
            Heard::Writes(permission, content) => self.asked(id, permission, Some(content)),
            Heard::AskGone(request) => self.note(What::PermissionGone { team, request }),
            Heard::Limited(until) => {
                if self.state.team(id).is_some_and(|known| known.parked.is_none()) {
                    self.note(What::Parked { team, reason: ParkReason::UsageLimit, until });
                }
            }
            Heard::Answer(line) => {
                if let Some(child) = work.child() {
                    child.write(&[line], None);
                }
            }
        }
    }

    /// The prompt of these that was handed over first and not acknowledged.
    fn first_open(&self, id: &TeamId, given: &[u64]) -> Option<u64> {
        let prompts = &self.state.team(id)?.prompts;
        let is_open = |prompt: &&u64| {
            prompts.iter().any(|known| known.id == **prompt && matches!(known.delivery, Delivery::Maybe | Delivery::Delivered))
        };
        given.iter().find(is_open).copied()
    }

    fn used(&mut self, id: &TeamId, usage: Usage) {
        self.note(What::Used { team: id.clone(), usage });
        if !self.state.is_over_budget() {
            return;
        }
        // The cap pauses everybody: no turn begins any more.
        let running: Vec<TeamId> = (self.state.teams.iter())
            .filter(|team| team.parked.is_none() && !team.is_halted && !team.is_manual() && team.was_started)
            .map(|team| team.id().clone())
            .collect();
        for team in running {
            self.note(What::Parked { team: team.clone(), reason: ParkReason::CostCap, until: None });
            self.interrupt(&team);
        }
    }

    /// Ends an agent's turn without ending it, where that can be done.
    pub(super) fn interrupt(&mut self, id: &TeamId) {
        let Some(work) = self.works.get_mut(id) else { return };
        let lines = work.talk.interrupt();
        match &work.running {
            Some(Running::Pipes(child)) if !lines.is_empty() => {
                child.write(&lines, None);
            }
            Some(Running::Pipes(child)) => child.hit(Blow::Interrupt),
            Some(Running::Terminal(pty)) => pty.type_in("\u{1b}"),
            None => {}
        }
    }

    fn said(&mut self, id: &TeamId, text: &str, is_terminal: bool) {
        let names: Vec<_> = self.state.teams.iter().map(|team| (team.id().clone(), team.plan.name.clone())).collect();
        let Some(work) = self.works.get_mut(id) else { return };
        // A message is a text of its own; what a program prints is one text.
        let is_message = matches!(work.adapter.way(), Way::Conversation) || text.contains('\n');
        if is_message {
            work.scanner.begin();
        }
        let mut markers = Vec::new();
        // An empty line has no lines, but ends a paragraph.
        for line in text.lines().chain(text.is_empty().then_some("")) {
            let line = work.redactor.redact(&plain(line));
            if is_terminal {
                // A screen is no Markdown: what is drawn between two fences is no code block.
                work.scanner.begin();
            }
            markers.extend(work.scanner.line(&line, &names));
            work.log(&cut(&line));
        }
        for marker in markers {
            // A terminal draws the same line again and again, and what was typed into it too.
            if !is_terminal || !self.is_echo(id, &marker) {
                self.marked(id, marker, Source::Output);
            }
        }
    }

    /// Whether a marker in a terminal was there before, or stands in what the team was told.
    fn is_echo(&self, id: &TeamId, marker: &Marker) -> bool {
        let Some(team) = self.state.team(id) else { return false };
        let word = marker.kind.word();
        let is_drawn_again = team.marker.as_ref().is_some_and(|(last, _)| last.text == marker.text && last.kind == marker.kind);
        is_drawn_again
            || team
                .prompts
                .iter()
                .any(|prompt| prompt.message.text().lines().any(|line| line.contains(word) && plain(line).contains(&marker.text)))
    }

    /// Takes a marker in, with what follows from it.
    pub(super) fn marked(&mut self, id: &TeamId, marker: Marker, source: Source) {
        let kind = marker.kind;
        let wish = if matches!(kind, MarkerKind::Ready | MarkerKind::Complete) { None } else { wishes::read(&marker.text) };
        self.note(What::Marked { team: id.clone(), marker, source });
        let obeyed: Vec<u64> = (self.state.team(id).into_iter())
            .flat_map(|team| &team.prompts)
            .filter(|prompt| matches!(prompt.delivery, Delivery::Delivered | Delivery::Acknowledged))
            .filter(|prompt| prompt.message.signal().is_some_and(|signal| signal.is_obeyed_by(kind)))
            .map(|prompt| prompt.id)
            .collect();
        for prompt in obeyed {
            self.note(What::PromptObeyed { team: id.clone(), prompt });
        }
        if let Some(wish) = wish {
            self.wished(id, &wish);
        }
        if kind == MarkerKind::Complete {
            self.looks.judge(&self.project, &self.manifest, &self.ownership, id, &self.inputs);
        }
        if matches!(kind, MarkerKind::Ready | MarkerKind::Complete) {
            self.checkpoint(vec![id.clone()], Why::Report, Then::Nothing);
            self.start_waiting();
        }
    }

    /// An agent asks: what it would write is decided by its path, the rest by rule or by a person. `content`: it has the
    /// host write it.
    fn asked(&mut self, id: &TeamId, mut permission: Permission, content: Option<String>) {
        let folder = self.project.team_folder(id);
        let path = permission.path.as_deref().map(|path| inside(&folder, path));
        let Some(work) = self.works.get(id) else { return };
        permission.summary = work.redactor.redact(&permission.summary);
        let decision = match &path {
            Some(Some(path)) => match self.ownership.classify(id, path) {
                PathClass::Own | PathClass::Unclaimed => Some(Decision::Allow),
                _ if self.is_granted(id, path) => Some(Decision::Allow),
                PathClass::AnotherTeams(owner) => Some(Decision::Deny(wishes::not_yours(path.as_str(), Some(&owner)))),
                PathClass::Forbidden => Some(Decision::Deny(wishes::not_yours(path.as_str(), None))),
            },
            Some(None) => Some(Decision::Deny(wishes::outside_tree(&permission.summary))),
            None => match &self.manifest.run.permissions {
                Permissions::Allow => Some(Decision::Allow),
                Permissions::Rules { deny, .. } if deny.iter().any(|rule| fits(rule, &permission)) => {
                    Some(Decision::Deny("denied by the manifest".to_owned()))
                }
                Permissions::Rules { allow, .. } if allow.iter().any(|rule| fits(rule, &permission)) => Some(Decision::Allow),
                _ if work.allowed.contains(&permission.tool) => Some(Decision::Allow),
                _ => None,
            },
        };
        let decision = match (decision, path.flatten(), content) {
            (Some(Decision::Allow), Some(path), Some(content)) => {
                let written = disk::write_inside(&folder, &path, content.as_bytes());
                Some(written.map_or_else(|problem| Decision::Deny((self.say)(&problem)), |_| Decision::Allow))
            }
            (decision, ..) => decision,
        };
        if let (Some(Decision::Allow), Some(_)) = (&decision, &permission.path) {
            // Its own paths: nothing that anybody has to know, and it happens all the time.
            if let Some(work) = self.works.get_mut(id) {
                let lines = work.talk.answer(&permission, &Decision::Allow);
                if let Some(child) = work.child().filter(|_| !lines.is_empty()) {
                    child.write(&lines, None);
                }
            }
            return;
        }
        let Some(work) = self.works.get(id) else { return };
        let request = permission.request.clone();
        // What an answer needs is kept as it came; the journal gets no secrets.
        let clean = serde_json::to_string(&permission.input).map(|text| work.redactor.redact(&text)).ok();
        let journalled = Permission {
            input: clean.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default(),
            ..permission.clone()
        };
        self.looks.keep_input(id, &request, permission.input);
        self.note(What::PermissionAsked { team: id.clone(), permission: journalled });
        if let Some(decision) = decision {
            self.answer(id, &request, &decision, true);
        }
    }

    /// Answers a request for permission; whether there was one.
    pub(super) fn answer(&mut self, id: &TeamId, request: &str, decision: &Decision, by_rule: bool) -> bool {
        let asked = self.state.team(id).and_then(|team| team.permissions.iter().find(|known| known.request == request)).cloned();
        let Some(mut permission) = asked else { return false };
        if let Some(input) = self.looks.take_input(id, request) {
            permission.input = input;
        }
        let (team, request) = (id.clone(), request.to_owned());
        self.note(What::PermissionAnswered { team, request, allowed: decision.is_allowed(), by_rule });
        if let Some(work) = self.works.get_mut(id) {
            let lines = work.talk.answer(&permission, decision);
            if let Some(child) = work.child().filter(|_| !lines.is_empty()) {
                child.write(&lines, None);
            }
        }
        true
    }

    /// Takes in what a person pasted for a team, or what the team reported.
    pub(super) fn pasted(&mut self, id: &TeamId, text: &str) {
        let names: Vec<_> = self.state.teams.iter().map(|team| (team.id().clone(), team.plan.name.clone())).collect();
        self.note(What::Alive { team: id.clone() });
        for marker in crate::model::run::markers::find(text, &names) {
            self.marked(id, marker, Source::Pasted);
        }
    }

    /// Takes in an input that is no request.
    pub(super) fn take(&mut self, input: Input) {
        match input {
            Input::Client(number, out) => self.clients.add(number, out),
            Input::Gone(number) => self.clients.remove(number),
            Input::Ask(number, request) => self.ask(number, *request),
            Input::Seen(all) => {
                self.looks.looked();
                all.into_iter().for_each(|seen| self.seen(seen));
            }
            Input::Tree(news) => self.take_tree_news(*news),
            Input::Judged(team, against) => self.judged(&team, &against),
            Input::Expanded(told) => {
                let teams = told.iter().map(|(team, ..)| team.clone()).collect();
                self.checkpoint(teams, Why::Step, Then::Told(told));
            }
        }
    }
}

/// Whether a rule of the manifest fits: a tool (`Bash`), or a tool and the beginning of what it is for (`Bash(npm run:*)`).
fn fits(rule: &str, permission: &Permission) -> bool {
    let rule = rule.trim();
    let Some((tool, rest)) = rule.split_once('(') else { return rule == permission.tool || rule == "*" };
    let beginning = rest.trim_end_matches(')').trim_end_matches('*').trim_end_matches(':');
    tool == permission.tool && permission.summary.starts_with(beginning)
}

fn cut(line: &str) -> String {
    match line.char_indices().nth(LOG_LINE) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_fit_tools_and_what_they_are_for() {
        let permission = Permission { tool: "Bash".to_owned(), summary: "npm run test".to_owned(), ..Permission::default() };
        for (rule, fit) in [("Bash", true), ("*", true), ("Bash(npm run:*)", true), ("Bash(rm:*)", false), ("Write", false)] {
            assert_eq!(fits(rule, &permission), fit, "{rule}");
        }
    }
}
