//! The host's clients: who listens, and what each still has to be told. Owns that a slow client slows nobody: what does not
//! fit is left out, and it gets the whole state when it can take it again.

use std::collections::BTreeMap;

use crossbeam_channel::{Sender, TrySendError, bounded};

use super::Input;
use crate::engine::run::socket::{Incoming, Listener, Outgoing};
use crate::engine::threads;
use crate::model::problem::Problem;
use crate::model::run::RunState;
use crate::model::run::line::Line;
use crate::model::run::wire::{Fault, Notice, PROTOCOL, Request};
use crate::model::team::TeamId;

/// Notices that may wait for a client.
const WAITING: usize = 256;

/// Who listens.
#[derive(Debug, Default)]
pub(super) struct Clients {
    all: BTreeMap<u64, Client>,
}

#[derive(Debug)]
struct Client {
    out: Sender<String>,
    watches: bool,
    /// Something was left out: it needs the whole state.
    is_behind: bool,
    /// The terminals that it looks at: columns, rows, scrolled back, at once.
    looks: BTreeMap<TeamId, Look>,
}

/// How a client looks at a terminal.
#[derive(Clone, Copy, Debug)]
pub(super) struct Look {
    pub(super) offset: u32,
    pub(super) focus: bool,
    /// It has not seen anything yet.
    pub(super) is_new: bool,
}

/// Takes clients in, for as long as the host lives.
pub(super) fn accept(listener: &Listener, token: &str, inputs: &Sender<Input>) {
    let mut next = 0;
    loop {
        let Ok((incoming, outgoing)) = listener.accept() else {
            std::thread::sleep(std::time::Duration::from_millis(20));
            continue;
        };
        next += 1;
        let (number, token, inputs) = (next, token.to_owned(), inputs.clone());
        let _ = threads::start("client", move || serve(number, incoming, outgoing, &token, &inputs));
    }
}

fn serve(number: u64, mut incoming: Incoming, mut outgoing: Outgoing, token: &str, inputs: &Sender<Input>) {
    let hello = incoming.line().and_then(|line| serde_json::from_str(&line).ok());
    let watches = match hello {
        Some(Request::Hello { protocol: PROTOCOL, token: said, watch }) if said == token => watch,
        _ => {
            let fault = Fault::from(&Problem::error("run-host-version").with("version", PROTOCOL));
            let _ = outgoing.send(&Notice::Refused { fault }.to_text());
            return;
        }
    };
    let (out, waiting) = bounded::<String>(WAITING);
    let writer = threads::start("client-out", move || {
        for text in waiting {
            if outgoing.send(&text).is_err() {
                break;
            }
        }
    });
    if writer.is_err() || inputs.send(Input::Client(number, out)).is_err() {
        return;
    }
    let _ =
        inputs.send(Input::Ask(number, Box::new(Request::Hello { protocol: PROTOCOL, token: String::new(), watch: watches })));
    while let Some(line) = incoming.line() {
        let input = match serde_json::from_str(&line) {
            Ok(Request::Bye) => break,
            Ok(request) => Input::Ask(number, Box::new(request)),
            // A newer client asks for what this host does not know: it is told that nothing was done.
            Err(_) => Input::Ask(number, Box::new(Request::Hello { protocol: 0, token: line, watch: false })),
        };
        if inputs.send(input).is_err() {
            break;
        }
    }
    let _ = inputs.send(Input::Gone(number));
}

impl Clients {
    pub(super) fn add(&mut self, number: u64, out: Sender<String>) {
        let (watches, is_behind, looks) = (false, false, BTreeMap::new());
        self.all.insert(number, Client { out, watches, is_behind, looks });
    }

    pub(super) fn remove(&mut self, number: u64) {
        self.all.remove(&number);
    }

    /// Whether anybody listens.
    pub(super) fn are_there(&self) -> bool {
        !self.all.is_empty()
    }

    /// From now on it is told everything, beginning with the state.
    pub(super) fn watch(&mut self, number: u64, state: &RunState) {
        if let Some(client) = self.all.get_mut(&number) {
            client.watches = true;
            client.send(&Notice::State { state: Box::new(state.clone()) }.to_text());
        }
    }

    /// Tells one client.
    pub(super) fn say(&mut self, number: u64, notice: &Notice) {
        if let Some(client) = self.all.get_mut(&number) {
            client.send(&notice.to_text());
        }
    }

    /// Tells who watches.
    pub(super) fn say_all(&mut self, notice: &Notice) {
        let text = notice.to_text();
        self.all.values_mut().filter(|client| client.watches).for_each(|client| client.send(&text));
    }

    /// Tells what was written, or to those who missed something everything.
    pub(super) fn lines(&mut self, lines: &[Line], state: &RunState) {
        let text = (!lines.is_empty()).then(|| Notice::Lines { lines: lines.to_vec() }.to_text());
        for client in self.all.values_mut().filter(|client| client.watches) {
            if client.is_behind && client.out.is_empty() {
                client.is_behind = false;
                client.send(&Notice::State { state: Box::new(state.clone()) }.to_text());
            } else if let Some(text) = text.as_ref().filter(|_| !client.is_behind) {
                client.send(text);
            }
        }
    }

    pub(super) fn look(&mut self, number: u64, team: TeamId, look: Look) {
        if let Some(client) = self.all.get_mut(&number) {
            client.looks.insert(team, look);
        }
    }

    pub(super) fn look_away(&mut self, number: u64, team: &TeamId) {
        if let Some(client) = self.all.get_mut(&number) {
            client.looks.remove(team);
        }
    }

    /// Who looks at a team's terminal, and how; `news`: whether it shows something else than before.
    pub(super) fn lookers(&mut self, team: &TeamId, news: bool) -> Vec<(u64, Look)> {
        let looks = self.all.iter_mut().filter_map(|(number, client)| Some((*number, client.looks.get_mut(team)?)));
        looks
            .filter(|(_, look)| news || look.is_new)
            .map(|(number, look)| {
                look.is_new = false;
                (number, *look)
            })
            .collect()
    }

    /// Whether somebody types into this team's terminal now.
    pub(super) fn is_in_focus(&self, team: &TeamId) -> bool {
        self.all.values().any(|client| client.looks.get(team).is_some_and(|look| look.focus))
    }

    /// Tells everybody that it goes no further.
    pub(super) fn refuse_all(&mut self, problem: &Problem) {
        self.say_all(&Notice::Refused { fault: Fault::from(problem) });
    }

    pub(super) fn say_goodbye(&mut self) {
        self.say_all(&Notice::Ended);
        self.all.clear();
    }
}

impl Client {
    fn send(&mut self, text: &str) {
        match self.out.try_send(text.to_owned()) {
            Ok(()) | Err(TrySendError::Disconnected(_)) => {}
            Err(TrySendError::Full(_)) => self.is_behind = true,
        }
    }
}
