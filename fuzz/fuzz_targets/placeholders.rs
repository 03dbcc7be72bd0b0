//! Any text as the body of a template: its placeholders are found, and it is rendered.
#![no_main]

use dectet::model::mega::expand::Prepared;
use dectet::model::mega::read::read;
use dectet::model::team::TeamId;
use libfuzzer_sys::fuzz_target;

const BEFORE: &str = "id: mega-alpha-x\nteam: alpha\nexpansion_rules:\n  entities: [{name: OrderItem, attributes: [{name: id, type: uuid}]}]\n\
                      generation_templates:\n  model:\n    output_path: src/{entity}.txt\n    template: |2\n";

fuzz_target!(|body: &str| {
    let body: String = body.split_inclusive('\n').map(|line| format!("      {line}")).collect();
    let Some(team) = TeamId::from_spelling("alpha") else { return };
    for mega in &read("mega-files/alpha/fuzz.yaml", &format!("{BEFORE}{body}\n")).files {
        let (prepared, _) = Prepared::new(mega, &team);
        for index in 0..prepared.outputs().len() {
            let _ = prepared.render(index);
        }
    }
});
