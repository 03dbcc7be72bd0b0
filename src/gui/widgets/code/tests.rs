//! The editor as a person uses it: keys, pointer and clipboard in a window without a screen.

use egui::accesskit;
use egui::{Event, ImeEvent, Key, Modifiers, PointerButton, Pos2, Vec2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

use super::*;
use crate::model::document::Document;

struct Page {
    document: Document,
    state: CodeState,
    read_only: bool,
    marks: Vec<Mark>,
}

fn page(text: &str) -> Harness<'static, Page> {
    let page =
        Page { document: Document::new(text.to_owned()), state: CodeState::default(), read_only: false, marks: Vec::new() };
    let show = |ui: &mut Ui, page: &mut Page| {
        let known = |text: &str, at: usize| {
            let start = text[..at].rfind(|letter: char| !letter.is_alphanumeric()).map_or(0, |before| before + 1);
            let word = |word: &str| Completion { text: word.to_owned(), detail: "a word".to_owned() };
            let items = ["description", "team"]
                .into_iter()
                .filter(|key| key.starts_with(&text[start..at]) && start < at)
                .map(word)
                .collect();
            Some((start..at, items))
        };
        let editor = CodeEditor::new("Text", page.document.text(), page.document.revision().0)
            .read_only(page.read_only)
            .marks(&page.marks);
        let output = editor.complete(&known).show(ui, &mut page.state);
        for edit in output.edits {
            page.document.edit("typed", edit);
        }
        if output.undo {
            page.document.undo();
        }
        if output.redo {
            page.document.redo();
        }
    };
    let builder = Harness::builder()
        .with_size(vec2(640.0, 400.0))
        .with_step_dt(0.02)
        .allow_missing_glyphs()
        .with_context_setup(theme::install);
    let mut harness = builder.build_ui_state(show, page);
    harness.run_steps(2);
    harness.get_by_label("Text").focus();
    harness.run_steps(2);
    harness
}

fn text(harness: &Harness<'_, Page>) -> String {
    assert_eq!(harness.state().document.text(), harness.state().state.buffer.text(), "the editor shows what the document says");
    harness.state().document.text().to_owned()
}

fn write(harness: &mut Harness<'_, Page>, words: &str) {
    for letter in words.chars() {
        harness.event(Event::Text(letter.to_string()));
        harness.step();
    }
}

fn press(harness: &mut Harness<'_, Page>, modifiers: Modifiers, key: Key) {
    harness.key_press_modifiers(modifiers, key);
    harness.run_steps(2);
}

/// Where a letter is on the screen.
fn spot(harness: &Harness<'_, Page>, line: usize, column: usize) -> Pos2 {
    let state = &harness.state().state;
    let area = harness.get_by_label("Text").rect();
    let cell = harness.ctx.fonts_mut(|fonts| fonts.glyph_width(&egui::FontId::monospace(13.0), 'm'));
    let row = state.rows.first_row(line) as f32;
    let height = state.row_height;
    area.min + vec2(lines::MARGIN + column as f32 * cell, (row + 0.5) * height) - state.scroll
}

fn button(harness: &mut Harness<'_, Page>, at: Pos2, pressed: bool, modifiers: Modifiers) {
    harness.event(Event::PointerMoved(at));
    harness.event_modifiers(Event::PointerButton { pos: at, button: PointerButton::Primary, pressed, modifiers }, modifiers);
    harness.step();
}

fn click(harness: &mut Harness<'_, Page>, at: Pos2, modifiers: Modifiers) {
    button(harness, at, true, modifiers);
    button(harness, at, false, modifiers);
}

/// Clicks that follow are not a double click.
fn pause(harness: &mut Harness<'_, Page>) {
    harness.run_steps(30);
}

#[test]
fn typing_enters_text_and_one_undo_takes_a_word_back() {
    let mut harness = page("a: 1\n");
    press(&mut harness, Modifiers::COMMAND, Key::End);
    write(&mut harness, "två ord");
    assert_eq!(text(&harness), "a: 1\ntvå ord");
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    assert_eq!(text(&harness), "a: 1\ntvå ");
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    assert_eq!(text(&harness), "a: 1\n");
    press(&mut harness, Modifiers::COMMAND, Key::Y);
    assert_eq!(text(&harness), "a: 1\ntvå ");
    assert_eq!(harness.state().state.place(), (2, 5), "the caret is where it happened");
    write(&mut harness, "x");
    assert_eq!(text(&harness), "a: 1\ntvå x");
    press(&mut harness, Modifiers::NONE, Key::Backspace);
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(text(&harness), "a: 1\ntvå \n");
}

#[test]
fn several_keys_in_one_frame_are_all_heard() {
    let mut harness = page("");
    for letter in ["k", "e", "y", ":"] {
        harness.event(Event::Text(letter.to_owned()));
    }
    harness.key_press(Key::Enter);
    harness.event(Event::Text("v".to_owned()));
    harness.run_steps(2);
    assert_eq!(text(&harness), "key:\n  v");
}

#[test]
fn the_pointer_selects_letters_words_and_lines() {
    let mut harness = page("first line here\nsecond åäö line\nthird\n");
    let at = spot(&harness, 1, 7);
    click(&mut harness, at, Modifiers::NONE);
    assert_eq!(harness.state().state.place(), (2, 8));
    let end = spot(&harness, 1, 10);
    pause(&mut harness);
    click(&mut harness, end, Modifiers::SHIFT);
    assert_eq!(harness.state().state.selected_text(), "åäö");
    pause(&mut harness);
    let at = spot(&harness, 0, 7) + vec2(2.0, 0.0);
    click(&mut harness, at, Modifiers::NONE);
    click(&mut harness, at, Modifiers::NONE);
    assert_eq!(harness.state().state.selected_text(), "line");
    click(&mut harness, at, Modifiers::NONE);
    assert_eq!(harness.state().state.selected_text(), "first line here\n");
    pause(&mut harness);
    let (from, to) = (spot(&harness, 0, 6), spot(&harness, 1, 6));
    button(&mut harness, from, true, Modifiers::NONE);
    harness.event(Event::PointerMoved(from + vec2(8.0, 8.0)));
    harness.step();
    harness.event(Event::PointerMoved(to));
    harness.step();
    button(&mut harness, to, false, Modifiers::NONE);
    assert_eq!(harness.state().state.selected_text(), "line here\nsecond");
}

#[test]
fn a_tap_within_one_frame_moves_the_caret() {
    let mut harness = page("first line here\nsecond line\n");
    let pos = spot(&harness, 1, 7);
    harness.event(Event::PointerMoved(pos));
    harness.step();
    let (button, modifiers) = (PointerButton::Primary, Modifiers::NONE);
    let press = |pressed| Event::PointerButton { pos, button, pressed, modifiers };
    harness.input_mut().events.extend([press(true), press(false)]);
    harness.run_steps(2);
    assert_eq!(harness.state().state.place(), (2, 8));
}

#[test]
fn arrows_with_shift_select_and_typing_replaces() {
    let mut harness = page("one two three\nfour");
    press(&mut harness, Modifiers::CTRL, Key::ArrowRight);
    press(&mut harness, Modifiers::CTRL | Modifiers::SHIFT, Key::ArrowRight);
    assert_eq!(harness.state().state.selected_text(), " two");
    write(&mut harness, "-");
    assert_eq!(text(&harness), "one- three\nfour");
    press(&mut harness, Modifiers::SHIFT, Key::End);
    press(&mut harness, Modifiers::NONE, Key::Delete);
    assert_eq!(text(&harness), "one-\nfour");
    press(&mut harness, Modifiers::COMMAND, Key::A);
    assert_eq!(harness.state().state.selected_text(), "one-\nfour");
    press(&mut harness, Modifiers::NONE, Key::ArrowRight);
    assert_eq!(harness.state().state.place(), (2, 5));
}

#[test]
fn the_clipboard_takes_and_gives() {
    let copied = |harness: &Harness<'_, Page>| {
        harness.output().platform_output.commands.iter().find_map(|command| match command {
            egui::OutputCommand::CopyText(text) => Some(text.clone()),
            _ => None,
        })
    };
    let mut harness = page("ab\r\ncd\r\n");
    harness.event(Event::Copy);
    harness.step();
    assert_eq!(copied(&harness).as_deref(), Some("ab\r\n"), "without a selection it is the line");
    harness.event(Event::Paste("x\ny".to_owned()));
    harness.run_steps(2);
    assert_eq!(text(&harness), "x\r\nyab\r\ncd\r\n", "line ends stay what they are");
    press(&mut harness, Modifiers::COMMAND, Key::A);
    harness.event(Event::Cut);
    harness.step();
    assert_eq!(copied(&harness).as_deref(), Some("x\r\nyab\r\ncd\r\n"));
    assert_eq!(text(&harness), "");
}

#[test]
fn an_input_method_composes_before_it_writes() {
    let mut harness = page("ab");
    press(&mut harness, Modifiers::NONE, Key::ArrowRight);
    let preedit = |text: &str| Event::Ime(ImeEvent::Preedit { text: text.to_owned(), active_range_chars: None });
    harness.event(preedit("´"));
    harness.run_steps(2);
    assert_eq!(text(&harness), "ab", "nothing is written yet");
    assert!(harness.output().platform_output.ime.is_some(), "the method knows where the caret is");
    harness.event(preedit(""));
    harness.event(Event::Ime(ImeEvent::Commit("é".to_owned())));
    harness.run_steps(2);
    assert_eq!(text(&harness), "aéb");
    harness.event(Event::Ime(ImeEvent::DeleteSurrounding { before_chars: 1, after_chars: 1 }));
    harness.run_steps(2);
    assert_eq!(text(&harness), "a");
}

#[test]
fn lines_move_double_and_become_comments() {
    let mut harness = page("a: 1\nb: 2\nc: 3\n");
    press(&mut harness, Modifiers::ALT, Key::ArrowDown);
    assert_eq!(text(&harness), "b: 2\na: 1\nc: 3\n");
    press(&mut harness, Modifiers::COMMAND, Key::Slash);
    assert_eq!(text(&harness), "b: 2\n# a: 1\nc: 3\n");
    press(&mut harness, Modifiers::COMMAND | Modifiers::SHIFT, Key::D);
    assert_eq!(text(&harness), "b: 2\n# a: 1\n# a: 1\nc: 3\n");
    press(&mut harness, Modifiers::SHIFT, Key::ArrowUp);
    press(&mut harness, Modifiers::NONE, Key::Tab);
    assert_eq!(text(&harness), "b: 2\n  # a: 1\n  # a: 1\nc: 3\n");
    press(&mut harness, Modifiers::SHIFT, Key::Tab);
    assert_eq!(text(&harness), "b: 2\n# a: 1\n# a: 1\nc: 3\n");
}

#[test]
fn finding_and_replacing() {
    let mut harness = page("user: 1\nUser: 2\nusers: 3\n");
    press(&mut harness, Modifiers::COMMAND, Key::H);
    write(&mut harness, "user");
    assert_eq!(harness.state().state.selection().range(), 0..4);
    harness.get_by_label("1 of 3");
    press(&mut harness, Modifiers::NONE, Key::F3);
    assert_eq!(harness.state().state.place().0, 2);
    harness.get_by_label("Whole words").click();
    harness.run_steps(2);
    harness.get_by_label("Replace with").focus();
    harness.run_steps(2);
    write(&mut harness, "team");
    harness.get_by_label("Replace all 2").click();
    harness.run_steps(2);
    assert_eq!(text(&harness), "team: 1\nteam: 2\nusers: 3\n");
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert!(harness.query_by_label("Whole words").is_none());
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    assert_eq!(text(&harness), "user: 1\nUser: 2\nusers: 3\n", "replacing all is one step");
}

#[test]
fn going_to_a_line() {
    let long: String = (1..=500).map(|n| format!("line {n}\n")).collect();
    let mut harness = page(&long);
    press(&mut harness, Modifiers::COMMAND, Key::G);
    write(&mut harness, "321");
    press(&mut harness, Modifiers::NONE, Key::Enter);
    harness.run_steps(3);
    assert_eq!(harness.state().state.place(), (321, 1));
    write(&mut harness, "x");
    assert!(text(&harness).contains("\nxline 321\n"), "the keyboard is back in the text");
    let value = harness.get_by_label("Text").value().expect("a value");
    assert!(value.contains("xline 321"), "what was gone to is in view");
}

#[test]
fn blocks_fold_and_edits_open_them() {
    let mut harness = page("a:\n  b: 1\n  c: 2\nd: 3\n");
    press(&mut harness, Modifiers::COMMAND | Modifiers::SHIFT, Key::OpenBracket);
    press(&mut harness, Modifiers::NONE, Key::ArrowDown);
    assert_eq!(harness.state().state.place().0, 4, "over what is folded");
    press(&mut harness, Modifiers::NONE, Key::ArrowUp);
    press(&mut harness, Modifiers::NONE, Key::End);
    press(&mut harness, Modifiers::NONE, Key::ArrowRight);
    assert_eq!(harness.state().state.place(), (2, 1), "into it opens it");
    write(&mut harness, "x");
    assert_eq!(text(&harness), "a:\nx  b: 1\n  c: 2\nd: 3\n");
}

#[test]
fn candidates_are_offered_and_taken() {
    let mut harness = page("");
    write(&mut harness, "de");
    harness.get_by_label("Insert description");
    press(&mut harness, Modifiers::NONE, Key::Tab);
    assert_eq!(text(&harness), "description");
    write(&mut harness, " te");
    press(&mut harness, Modifiers::NONE, Key::Escape);
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(text(&harness), "description te\n", "Escape means no");
}

#[test]
fn a_read_only_text_can_be_searched_and_copied_but_not_changed() {
    let mut harness = page("one\ntwo\n");
    harness.state_mut().read_only = true;
    harness.run_steps(2);
    write(&mut harness, "x");
    press(&mut harness, Modifiers::NONE, Key::Delete);
    press(&mut harness, Modifiers::NONE, Key::Enter);
    press(&mut harness, Modifiers::NONE, Key::Tab);
    harness.event(Event::Paste("x".to_owned()));
    harness.event(Event::Cut);
    harness.run_steps(2);
    assert_eq!(text(&harness), "one\ntwo\n");
    press(&mut harness, Modifiers::COMMAND, Key::F);
    write(&mut harness, "two");
    assert_eq!(harness.state().state.selected_text(), "two");
    assert!(harness.query_by_label("Show the replace field").is_none());
}

#[test]
fn escape_gives_the_keyboard_back() {
    let mut harness = page("one");
    assert!(harness.get_by_label("Text").is_focused());
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert!(!harness.get_by_label("Text").is_focused());
}

#[test]
fn a_screen_reader_can_read_and_write() {
    let mut harness = page("one");
    {
        let node = harness.get_by_label("Text");
        assert_eq!(node.accesskit_node().role(), accesskit::Role::MultilineTextInput);
        assert_eq!(node.value().as_deref(), Some("one"));
        node.set_text_value_accesskit("two\n");
    }
    harness.run_steps(2);
    assert_eq!(text(&harness), "two\n");
}

#[test]
fn what_another_hand_changes_is_followed() {
    let mut harness = page("one\ntwo\nthree\n");
    press(&mut harness, Modifiers::COMMAND, Key::End);
    press(&mut harness, Modifiers::NONE, Key::Escape);
    let edit = TextEdit::between("one\ntwo\nthree\n", "zero\none\ntwo\nthree\n");
    harness.state_mut().document.edit("elsewhere", edit);
    harness.run_steps(2);
    assert_eq!(text(&harness), "zero\none\ntwo\nthree\n");
    assert_eq!(harness.state().state.place(), (5, 1), "the caret stays with its line");
}

#[test]
fn tabs_wide_letters_and_very_long_lines_are_hit_where_they_are_drawn() {
    let long = format!("{}END", "x".repeat(200_000));
    let mut harness = page(&format!("\tab\n漢字ab\n{long}\nab"));
    let at = spot(&harness, 0, 5);
    click(&mut harness, at, Modifiers::NONE);
    assert_eq!(harness.state().state.place(), (1, 3), "after a tab of four and a letter");
    press(&mut harness, Modifiers::COMMAND, Key::Home);
    for _ in 0..2 {
        press(&mut harness, Modifiers::NONE, Key::ArrowDown);
    }
    press(&mut harness, Modifiers::NONE, Key::End);
    harness.run_steps(3);
    assert_eq!(harness.state().state.place(), (3, 200_004));
    assert!(harness.state().state.scroll.x > 100_000.0, "the end is in view");
    write(&mut harness, "!");
    assert!(text(&harness).contains("xEND!\n"));
    let at = spot(&harness, 2, 200_000) + vec2(2.0, 0.0);
    pause(&mut harness);
    click(&mut harness, at, Modifiers::NONE);
    assert_eq!(harness.state().state.place(), (3, 200_001));
}

#[test]
fn wrapped_lines_are_walked_by_row() {
    let mut harness = page(&format!("{}\nend", "word ".repeat(60)));
    harness.state_mut().state.toggle_wrap();
    harness.run_steps(2);
    press(&mut harness, Modifiers::NONE, Key::ArrowDown);
    let (line, column) = harness.state().state.place();
    assert!(line == 1 && column > 40, "down is a row, not a line: {line}:{column}");
    press(&mut harness, Modifiers::NONE, Key::End);
    press(&mut harness, Modifiers::NONE, Key::Home);
    assert_eq!(harness.state().state.place(), (line, column));
}

#[test]
fn a_caret_at_rest_asks_for_few_frames_and_without_the_keyboard_for_none() {
    let delay = |harness: &Harness<'_, Page>| {
        let viewport = harness.output().viewport_output.get(&egui::ViewportId::ROOT).expect("a window");
        viewport.repaint_delay.as_secs_f32()
    };
    let mut harness = page("one");
    harness.run_steps(4);
    assert!(delay(&harness) > 0.3, "it blinks twice a second");
    press(&mut harness, Modifiers::NONE, Key::Escape);
    harness.run_steps(60);
    assert!(delay(&harness) > 100.0, "nothing moves");
}

#[test]
fn a_view_that_becomes_less_high_keeps_the_caret_in_sight() {
    let text: String = (0..200).map(|n| format!("line {n}\n")).collect();
    let mut harness = page(&text);
    press(&mut harness, Modifiers::COMMAND, Key::End);
    for _ in 0..6 {
        press(&mut harness, Modifiers::NONE, Key::ArrowUp);
    }
    harness.set_size(vec2(640.0, 200.0));
    harness.run_steps(4);
    let state = &harness.state().state;
    let caret = spot(&harness, state.place().0 - 1, 0);
    let area = harness.get_by_label("Text").rect();
    assert!(area.y_range().contains(caret.y), "{caret} in {area}");
    // What is scrolled away from stays away.
    harness.state_mut().state.scroll_to_row(5.0, 20.0);
    harness.run_steps(3);
    let before = harness.state().state.scroll;
    harness.set_size(vec2(640.0, 150.0));
    harness.run_steps(4);
    assert_eq!(harness.state().state.scroll, before);
}

#[test]
fn a_wrapped_line_of_a_megabyte_is_edited_and_walked() {
    let mut harness = page(&format!("a: 1\nlist: {}END\n", "word ".repeat(200_000)));
    harness.state_mut().state.toggle_wrap();
    harness.run_steps(2);
    press(&mut harness, Modifiers::COMMAND, Key::End);
    press(&mut harness, Modifiers::NONE, Key::ArrowLeft);
    write(&mut harness, "å!");
    harness.run_steps(2);
    assert!(text(&harness).ends_with("ENDå!\n"));
    let (line, column) = harness.state().state.place();
    press(&mut harness, Modifiers::NONE, Key::ArrowUp);
    let (above, left) = harness.state().state.place();
    assert!(above == line && left < column && column - left < 200, "a row, not a line: {above}:{left} from {line}:{column}");
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    assert!(text(&harness).ends_with("END\n"));
}

#[test]
fn stale_marks_inside_letters_do_no_harm() {
    let mut harness = page(&format!("{}åäö漢字 end", "å".repeat(3000)));
    let mark = |range| Mark { range, severity: Severity::Error, message: "Wrong".to_owned() };
    harness.state_mut().marks = vec![mark(1..3), mark(5001..5003), mark(6007..6008), mark(7000..9000)];
    harness.run_steps(2);
    press(&mut harness, Modifiers::COMMAND, Key::End);
    harness.run_steps(3);
    harness.state_mut().state.toggle_wrap();
    harness.run_steps(3);
    assert!(text(&harness).ends_with("end"));
}

#[test]
fn a_long_text_is_drawn_by_what_is_visible() {
    let text: String = (0..100_000).map(|n| format!("  key_{n}: value number {n} # and words\n")).collect();
    let mut harness = page(&text);
    let shapes = |harness: &Harness<'_, Page>| harness.output().shapes.len();
    let few = shapes(&page("a: 1\n".repeat(40).as_str()));
    assert!(shapes(&harness) < few * 6, "{} against {few}", shapes(&harness));
    harness.state_mut().state.go_to(99_000, 1);
    harness.run_steps(3);
    write(&mut harness, "x");
    assert!(harness.state().document.text().contains("\nx  key_98999: "));
    let value = harness.get_by_label("Text").value().expect("a value");
    assert!(value.len() < 20_001 && value.contains("key_98999"), "a screen reader hears what is in view");
    assert!(harness.state().state.scroll != Vec2::ZERO);
}
