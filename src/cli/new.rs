//! `dectet new`: a project in a new folder.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde_json::json;

use super::print::Printer;
use super::progress::Line;
use super::{Common, Outcome, here};
use crate::engine::command::{NewProject, ProjectTemplate};
use crate::engine::disk;
use crate::engine::jobs;
use crate::model::manifest::Distribution;
use crate::model::problem::Problem;
use crate::t;

#[derive(Debug, Args)]
pub(super) struct New {
    /// The project's name; its folder is made under this name
    name: PathBuf,
    /// What it begins as
    #[arg(long, value_enum, default_value_t)]
    template: Template,
    /// How work is dealt out between the teams of an empty project
    #[arg(long, value_enum, default_value_t)]
    distribution: Dealing,
    /// How many teams an empty project has
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=100))]
    teams: Option<u32>,
    /// Names of the domains of an empty project: a team for each, and one for what they share
    #[arg(long, value_name = "NAMES", value_delimiter = ',', conflicts_with = "teams")]
    domains: Vec<String>,
    /// Lines of the whole project; without --teams the sizing guide says how many teams
    #[arg(long, value_name = "LINES", value_parser = clap::value_parser!(u64).range(1000..=100_000_000))]
    target_loc: Option<u64>,
    #[command(flatten)]
    pub(super) common: Common,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Template {
    /// A shop: ten teams, mega-files for some hundred files
    Ecommerce,
    /// A multi-tenant service: ten teams, mega-files for some hundred files
    Saas,
    /// A manifest with teams, and nothing else
    #[default]
    Empty,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Dealing {
    /// By technical layer
    #[default]
    Layers,
    /// By business domain
    Domains,
}

impl New {
    pub(super) fn run(&self, printer: &Printer) -> Result<Outcome, Problem> {
        let parent = match &self.common.workspace {
            Some(workspace) => workspace.clone(),
            None => here()?,
        };
        let new = NewProject {
            folder: parent.join(&self.name),
            name: self.name.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
            template: match self.template {
                Template::Ecommerce => ProjectTemplate::Ecommerce,
                Template::Saas => ProjectTemplate::Saas,
                Template::Empty => ProjectTemplate::Empty,
            },
            distribution: match self.distribution {
                _ if !self.domains.is_empty() => Distribution::Domains,
                Dealing::Layers => Distribution::Layers,
                Dealing::Domains => Distribution::Domains,
            },
            teams: self.teams,
            domains: self.domains.clone(),
            target_loc: self.target_loc,
        };
        let project = jobs::create::create(&new, &Line::new(printer))?;
        let folder = disk::show(&project.root);
        printer.json(&json!({ "folder": folder, "manifest": project.manifest_name }));
        printer.line(&t!("cli-created", folder = folder));
        Ok(Outcome::Complete)
    }
}
