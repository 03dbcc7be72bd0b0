//! Work that can be divided. The model starts no threads: whoever asks it lends the cores that it has.

use std::sync::{Mutex, PoisonError};

/// Does a piece of work for each number below a count, in any order and on as many cores as it likes, and comes back when
/// all are done.
pub type Cores<'a> = dyn Fn(usize, &(dyn Fn(usize) + Sync)) + Sync + 'a;

/// One core: one piece after the other.
pub fn one(count: usize, work: &(dyn Fn(usize) + Sync)) {
    (0..count).for_each(work);
}

/// What is made of each number below a count, in their order.
pub fn map<T: Send>(cores: &Cores<'_>, count: usize, make: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let made = Mutex::new(Vec::with_capacity(count));
    cores(count, &|number| {
        let one = make(number);
        made.lock().unwrap_or_else(PoisonError::into_inner).push((number, one));
    });
    let mut made = made.into_inner().unwrap_or_else(PoisonError::into_inner);
    made.sort_unstable_by_key(|(number, _)| *number);
    made.into_iter().map(|(_, one)| one).collect()
}
