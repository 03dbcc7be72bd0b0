//! Text as a terminal would leave it on a line: without escape sequences, bells and what a carriage return wrote over.
//! Owns nothing else; a real terminal's screen is the engine's.

/// A line without escape sequences and control characters.
pub fn plain(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    let mut characters = line.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\u{1b}' => skip_escape(&mut characters),
            '\u{9b}' => skip_control(&mut characters),
            // What stood there is written over, unless nothing follows.
            '\r' if characters.peek().is_some_and(|next| *next != '\n' && *next != '\r') => text.clear(),
            '\u{8}' => {
                text.pop();
            }
            '\t' => text.push('\t'),
            character if character.is_control() => {}
            character => text.push(character),
        }
    }
    text
}

fn skip_escape(characters: &mut std::iter::Peekable<std::str::Chars<'_>>) {
    match characters.next() {
        Some('[') => skip_control(characters),
        // A string (title, link …) ends with a bell or ESC \.
        Some(']' | 'P' | 'X' | '^' | '_') => {
            while let Some(character) = characters.next() {
                match character {
                    '\u{7}' | '\u{9c}' => break,
                    '\u{1b}' => {
                        characters.next_if_eq(&'\\');
                        break;
                    }
                    _ => {}
                }
            }
        }
        Some('(' | ')' | '*' | '+' | '#' | '%' | ' ') => {
            characters.next();
        }
        _ => {}
    }
}

fn skip_control(characters: &mut std::iter::Peekable<std::str::Chars<'_>>) {
    for character in characters.by_ref() {
        if ('\u{40}'..='\u{7e}').contains(&character) {
            break;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_bells_and_overwritten_text_are_gone() {
        for (raw, wanted) in [
            ("\u{1b}[1;31m[STATUS]\u{1b}[0m 40%", "[STATUS] 40%"),
            ("\u{1b}]0;a title\u{7}text\u{1b}]8;;http://x\u{1b}\\link", "textlink"),
            ("10%\r20%\r30%", "30%"),
            ("done\r", "done"),
            ("ab\u{8}c\u{7}", "ac"),
            ("\u{1b}[38;5;1", ""),
            ("\u{1b}", ""),
            ("åäö\t漢字", "åäö\t漢字"),
        ] {
            assert_eq!(plain(raw), wanted, "{raw:?}");
        }
    }
}
