//! The host is killed at any moment: what comes after is what the journal says, and nothing is sent twice.

use std::process::Command;
use std::time::Duration;

use dectet::model::run::team::Delivery;
use dectet::model::run::{Message, Request, What};

use super::{Fixture, id};

fn kill(pid: u32) {
    assert!(Command::new("kill").args(["-KILL", &pid.to_string()]).status().expect("kill").success());
}

#[test]
fn a_killed_host_loses_nothing_and_sends_nothing_twice() {
    let script = "turn\nsay [STATUS] 5%\nprompt\nwait 20\nsay [STATUS] 6%\n";
    let fixture = Fixture::new(&[("alpha", "claude", script), ("beta", "codex", script), ("gamma", "acp", script)]);
    let mut follower = fixture.begin();
    let mut seed = 7_u64;
    for round in 0..super::kills() {
        follower.until("a host", |state| state.host.is_some());
        let host = follower.state.host.expect("a host").pid;
        for part in 0..3 {
            follower.ask(Request::Send { teams: Vec::new(), message: Message::Text(format!("message {round}.{part}")) });
        }
        // Any moment, each another one.
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        std::thread::sleep(Duration::from_millis(seed >> 57));
        kill(host);
        follower.wait("the loss", |_| super::processes_with("host --workspace").iter().all(|pid| *pid != host));
        let before = fixture.journal();
        // The next one takes the run up where it was.
        drop(follower);
        follower = fixture.follow();
        follower.until("the journal's state", |state| state.run == before.run && state.lines >= before.lines);
        follower.ask(Request::StartTeams { teams: Vec::new() });
        follower.until("another host", |state| state.host.is_some_and(|now| now.pid != host));
        for team in &before.teams {
            let now = follower.state.team(team.id()).expect("the team");
            for prompt in &team.prompts {
                let known = now.prompts.iter().find(|known| known.id == prompt.id);
                if let Some(known) = known.filter(|_| prompt.delivery > Delivery::Queued) {
                    assert!(known.delivery >= prompt.delivery, "{round}: {prompt:?} became {known:?}");
                }
            }
        }
    }
    follower.ask(Request::EndRun);
    follower.until("the end", |state| state.is_over && state.running().next().is_none());
    let text = std::fs::read(fixture.places().journal()).expect("journal");
    let mut sent = std::collections::BTreeSet::new();
    for line in dectet::model::run::Line::read_all(&text) {
        if let What::PromptSending { team, prompt } = line.what {
            assert!(sent.insert((team.clone(), prompt)), "{team} was sent {prompt} twice");
        }
    }
    assert!(sent.len() > 3, "{sent:?}");
}

#[test]
fn what_was_on_its_way_is_shown_as_such() {
    let fixture = Fixture::new(&[("alpha", "claude", "turn\nsay [STATUS] 5%\nhang\n")]);
    let mut follower = fixture.begin();
    follower.until("at work", |state| state.teams[0].reported.percent == Some(5));
    let host = follower.state.host.expect("a host").pid;
    kill(host);
    follower.wait("the loss", |_| super::processes_with("host --workspace").iter().all(|pid| *pid != host));
    // As if the host had died between its note and the deed.
    let prompt = follower.state.next_prompt;
    let places = fixture.places();
    {
        let mut journal = dectet::engine::run::journal::Journal::open(&places).expect("journal");
        let message = Message::Text("once".to_owned());
        for what in [What::PromptQueued { team: id("alpha"), prompt, message }, What::PromptSending { team: id("alpha"), prompt }]
        {
            journal.add(&dectet::model::run::Line::new(fixture.journal().at, what)).expect("a line");
        }
    }
    drop(follower);
    let mut follower = fixture.follow();
    follower.ask(Request::StartTeams { teams: Vec::new() });
    follower.until("another host", |state| state.host.is_some_and(|now| now.pid != host) && state.teams[0].process.is_some());
    let known = follower.team("alpha").prompts.iter().find(|known| known.id == prompt).expect("the prompt");
    assert_eq!(known.delivery, Delivery::Maybe);
    follower.ask(Request::SendAgain { team: id("alpha"), prompt });
    follower.until("sent again", |state| {
        let again = state.teams[0].prompts.iter().filter(|known| known.message == Message::Text("once".to_owned()));
        again.count() == 2
    });
}
