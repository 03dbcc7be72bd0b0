//! The one room that knows YAML.
pub mod fault;
pub mod flow;
mod joining;
pub mod lines;
pub mod list;
pub mod mapping;
pub mod node;
mod parse;
pub mod source;
#[cfg(test)]
mod tests;
pub mod write;
