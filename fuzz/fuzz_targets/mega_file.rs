//! Any text as a mega-file.
#![no_main]

use dectet::model::mega::read::read;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let _ = read("mega-files/alpha/fuzz.yaml", text);
});
