//! Any text as an assistant's reply: it is taken apart, and its changes are put into it and into nothing.
#![no_main]

use dectet::model::reply;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for part in reply::split(text).parts {
        let _ = reply::apply::apply(Some(text), &part.hunks);
        let _ = reply::apply::apply(None, &part.hunks);
    }
});
