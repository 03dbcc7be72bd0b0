//! What variables an agent's process sees: the person's own, those that the manifest gives its agent, and Dectet's marks.
//! Owns that no team sees what another was given.

use std::collections::BTreeMap;
use std::ffi::OsString;

use crate::engine::run::{MARK, TEAM};
use crate::model::manifest::Agent;
use crate::model::run::redact::Redactor;
use crate::model::team::TeamId;

/// Variables of a process, in order of name.
pub type Environment = BTreeMap<OsString, OsString>;

/// The variable that names the project to every `dectet` that an agent calls.
const WORKSPACE: &str = "DECTET_WORKSPACE";

/// The environment of a team's agent, out of the person's.
pub fn of(base: &Environment, agents: &[Agent], agent: &Agent, run: &str, team: &TeamId, root: &std::path::Path) -> Environment {
    let mut environment = base.clone();
    // What the manifest hands out by name is for whom it is handed to.
    for (_, value) in agents.iter().chain([agent]).flat_map(|agent| &agent.env) {
        if let Some(source) = variable(value) {
            environment.remove(&OsString::from(source));
        }
    }
    for (name, value) in &agent.env {
        let value = match variable(value) {
            Some(source) => base.get(&OsString::from(source)).cloned(),
            None => Some(OsString::from(value)),
        };
        match value {
            Some(value) => environment.insert(name.into(), value),
            None => environment.remove(&OsString::from(name)),
        };
    }
    environment.insert(MARK.into(), run.into());
    environment.insert(TEAM.into(), team.as_str().into());
    environment.insert(WORKSPACE.into(), root.into());
    environment
}

/// The variable that a value names: `$KEY` or `${KEY}`.
fn variable(value: &str) -> Option<&str> {
    let name = value.strip_prefix('$')?;
    let name = name.strip_prefix('{').and_then(|name| name.strip_suffix('}')).unwrap_or(name);
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    is_name.then_some(name)
}

/// Who keeps the secrets of an environment out of sight.
pub fn redactor(environment: &Environment) -> Redactor {
    let pairs: Vec<(String, String)> = environment
        .iter()
        .map(|(name, value)| (name.to_string_lossy().into_owned(), value.to_string_lossy().into_owned()))
        .collect();
    Redactor::new(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn agent(name: &str, env: &[(&str, &str)]) -> Agent {
        Agent {
            name: name.to_owned(),
            preset: None,
            kind: None,
            model: None,
            command: Vec::new(),
            prompt: None,
            env: env.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        }
    }

    #[test]
    fn no_team_sees_what_another_was_given() {
        let base: Environment = [("PATH", "/bin"), ("KEY_A", "secret-a"), ("KEY_B", "secret-b"), ("HOME", "/h")]
            .map(|(n, v)| (n.into(), v.into()))
            .into();
        let agents = [
            agent("a", &[("API_KEY", "$KEY_A"), ("MODE", "fast")]),
            agent("b", &[("API_KEY", "${KEY_B}"), ("OTHER", "$MISSING")]),
        ];
        let team = TeamId::from_spelling("alpha").expect("an id");
        let of = |agent: &Agent| of(&base, &agents, agent, "run-1", &team, std::path::Path::new("/p"));
        let (a, b) = (of(&agents[0]), of(&agents[1]));
        let get = |environment: &Environment, name: &str| {
            environment.get(&OsString::from(name)).map(|v| v.to_string_lossy().into_owned())
        };
        assert_eq!((get(&a, "API_KEY"), get(&b, "API_KEY")), (Some("secret-a".to_owned()), Some("secret-b".to_owned())));
        for environment in [&a, &b] {
            let values: Vec<_> = environment.values().map(|value| value.to_string_lossy().into_owned()).collect();
            assert_eq!(values.iter().filter(|value| value.starts_with("secret-")).count(), 1, "{environment:?}");
            assert_eq!(get(environment, "PATH").as_deref(), Some("/bin"));
            assert_eq!(get(environment, MARK).as_deref(), Some("run-1"));
        }
        assert_eq!((get(&a, "MODE").as_deref(), get(&b, "MODE"), get(&b, "OTHER")), (Some("fast"), None, None));
        assert_eq!(redactor(&a).redact("the key is secret-a"), "the key is ‹redacted›");
    }
}
