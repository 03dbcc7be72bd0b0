//! Which keys a named action has: those of the table, unless the person chose others. Owns how chosen keys are written in
//! the settings and which nobody can choose, because texts and dialogs need them. Not: the table (`action`), nor the list
//! that shows and changes them (`frame::keys`).

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::{Context, Id, Key, KeyboardShortcut, Modifiers};

use crate::gui::action::{NAMED, Named};

/// The keys that a person chose, by the name of the action.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keymap {
    chosen: BTreeMap<String, Vec<KeyboardShortcut>>,
}

/// Why keys cannot be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// They would be typed.
    Plain,
    /// Texts, lists or dialogs need them.
    Needed,
    /// Another action has them.
    Taken(&'static str),
}

impl Keymap {
    /// What the settings say: for each action its keys, or nothing for an action without. What cannot be read leaves the
    /// table's.
    pub fn new(chosen: &BTreeMap<String, String>) -> Self {
        let read = |(name, text): (&String, &String)| {
            let keys = if text.is_empty() { Some(Vec::new()) } else { read(text).map(|keys| vec![keys]) };
            Some((name.clone(), keys?))
        };
        Self { chosen: chosen.iter().filter_map(read).collect() }
    }

    /// An action's keys; the first is shown.
    pub fn keys<'a>(&'a self, named: &'a Named) -> &'a [KeyboardShortcut] {
        self.chosen.get(named.name).map_or(named.keys, Vec::as_slice)
    }

    /// Whether these are not the table's.
    pub fn is_chosen(&self, named: &Named) -> bool {
        self.chosen.contains_key(named.name)
    }

    /// Whether an action may have these keys.
    pub fn check(&self, named: &Named, keys: &KeyboardShortcut) -> Result<(), Refused> {
        if is_needed(keys) {
            return Err(Refused::Needed);
        }
        let is_function = keys.logical_key.name().strip_prefix('F').is_some_and(|rest| rest.parse::<u8>().is_ok());
        if !is_function && !keys.modifiers.command && !keys.modifiers.ctrl && !keys.modifiers.alt {
            return Err(Refused::Plain);
        }
        let other = NAMED.iter().find(|other| other.name != named.name && self.keys(other).contains(keys));
        other.map_or(Ok(()), |other| Err(Refused::Taken(other.name)))
    }
}

/// The keys that are in force.
pub fn of(ctx: &Context) -> Arc<Keymap> {
    ctx.data(|data| data.get_temp(id())).unwrap_or_default()
}

/// Puts keys in force.
pub fn wear(ctx: &Context, chosen: &BTreeMap<String, String>) {
    ctx.data_mut(|data| data.insert_temp(id(), Arc::new(Keymap::new(chosen))));
}

fn id() -> Id {
    Id::unique("keymap")
}

/// Keys as the settings have them: the same on every system.
pub fn write(keys: &KeyboardShortcut) -> String {
    let KeyboardShortcut { modifiers, logical_key } = keys;
    let parts = [
        (modifiers.command, "Mod"),
        (modifiers.ctrl && !modifiers.command, "Ctrl"),
        (modifiers.shift, "Shift"),
        (modifiers.alt, "Alt"),
    ];
    let mut words: Vec<&str> = parts.into_iter().filter(|(is_there, _)| *is_there).map(|(_, word)| word).collect();
    words.push(logical_key.name());
    words.join(" ")
}

fn read(text: &str) -> Option<KeyboardShortcut> {
    let mut words: Vec<&str> = text.split_whitespace().collect();
    let key = Key::from_name(words.pop()?)?;
    let mut modifiers = Modifiers::NONE;
    for word in words {
        modifiers = modifiers.plus(match word {
            "Mod" => Modifiers::COMMAND,
            "Ctrl" => Modifiers::CTRL,
            "Shift" => Modifiers::SHIFT,
            "Alt" => Modifiers::ALT,
            _ => return None,
        });
    }
    Some(KeyboardShortcut::new(modifiers, key))
}

/// What was pressed, as keys of an action would be: only what tells keys apart.
pub fn pressed(modifiers: Modifiers, key: Key) -> KeyboardShortcut {
    let mut wanted = Modifiers::NONE;
    if modifiers.command {
        wanted = wanted.plus(Modifiers::COMMAND);
    } else if modifiers.ctrl {
        wanted = wanted.plus(Modifiers::CTRL);
    }
    if modifiers.shift {
        wanted = wanted.plus(Modifiers::SHIFT);
    }
    if modifiers.alt {
        wanted = wanted.plus(Modifiers::ALT);
    }
    KeyboardShortcut::new(wanted, key)
}

/// Keys without which texts cannot be written, or a dialog not left.
fn is_needed(keys: &KeyboardShortcut) -> bool {
    const ALWAYS: [Key; 15] = [
        Key::ArrowUp,
        Key::ArrowDown,
        Key::ArrowLeft,
        Key::ArrowRight,
        Key::Tab,
        Key::Enter,
        Key::Space,
        Key::Escape,
        Key::Backspace,
        Key::Delete,
        Key::Insert,
        Key::Home,
        Key::End,
        Key::PageUp,
        Key::PageDown,
    ];
    const WITH_COMMAND: [Key; 14] = [
        Key::A,
        Key::C,
        Key::X,
        Key::V,
        Key::F,
        Key::H,
        Key::G,
        Key::D,
        Key::Slash,
        Key::OpenBracket,
        Key::CloseBracket,
        Key::Plus,
        Key::Minus,
        Key::Num0,
    ];
    let KeyboardShortcut { modifiers, logical_key } = keys;
    let is_of_conflicts = matches!(logical_key, Key::F2 | Key::F8) && !modifiers.command && !modifiers.alt;
    let is_of_texts = modifiers.command && !modifiers.alt && !modifiers.shift && WITH_COMMAND.contains(logical_key);
    let is_column = modifiers.alt && !modifiers.command && !modifiers.shift && logical_key.name().parse::<u8>().is_ok();
    ALWAYS.contains(logical_key) || is_of_conflicts || is_of_texts || is_column
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gui::action::named;

    fn keys(modifiers: Modifiers, key: Key) -> KeyboardShortcut {
        KeyboardShortcut::new(modifiers, key)
    }

    #[test]
    fn what_is_written_is_read() {
        for named in NAMED {
            for shortcut in named.keys {
                assert_eq!(read(&write(shortcut)).as_ref(), Some(shortcut), "{}", write(shortcut));
            }
        }
        for text in ["", "Mod", "Mod Nonsense", "Hyper A"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn chosen_keys_replace_the_tables_and_broken_ones_do_not() {
        let chosen = [("action-home", "Mod Shift J"), ("action-report", ""), ("action-teams", "Mod Nonsense"), ("gone", "Mod J")];
        let map = Keymap::new(&chosen.map(|(name, text)| (name.to_owned(), text.to_owned())).into());
        let of = |name: &str| map.keys(named(name).expect("an action")).to_vec();
        assert_eq!(of("action-home"), [keys(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::J)]);
        assert_eq!(of("action-report"), []);
        assert_eq!(of("action-teams"), named("action-teams").expect("an action").keys);
    }

    #[test]
    fn keys_that_something_else_needs_are_refused() {
        let map = Keymap::default();
        let home = named("action-home").expect("an action");
        assert_eq!(map.check(home, &keys(Modifiers::COMMAND, Key::Num2)), Err(Refused::Taken("action-teams")));
        assert_eq!(map.check(home, &keys(Modifiers::COMMAND, Key::Num1)), Ok(()), "its own");
        assert_eq!(map.check(home, &keys(Modifiers::SHIFT, Key::J)), Err(Refused::Plain));
        for needed in [
            keys(Modifiers::COMMAND, Key::C),
            keys(Modifiers::ALT, Key::ArrowUp),
            keys(Modifiers::NONE, Key::F8),
            keys(Modifiers::ALT, Key::Num3),
        ] {
            assert_eq!(map.check(home, &needed), Err(Refused::Needed), "{needed:?}");
        }
        assert_eq!(map.check(home, &keys(Modifiers::NONE, Key::F9)), Ok(()));
        // No action has keys that nobody could choose.
        for named in NAMED {
            for shortcut in named.keys.iter().filter(|keys| keys.modifiers.command) {
                assert_eq!(map.check(named, shortcut), Ok(()), "{}", named.name);
            }
        }
    }
}
