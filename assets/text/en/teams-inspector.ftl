# The inspector: every field of a team, or of the project. {$of} is a team’s title, “project”, or what a thing is called.
inspector-close = Close inspector
inspector-of-project = Project
inspector-of-team = Inspect { $team }
inspector-pick = Choose a team
inspector-pick-team = Choose { $team }
inspector-the-project = project
inspector-read-only = Nothing can be changed now

# Names for screen readers
inspector-section = Section { $name }
inspector-field = { $field }, { $of }
inspector-item = { $list } { $number }, { $of }
inspector-add-to = Add to { $list }, { $of }
inspector-choice = { $choice }, { $field }, { $of }
inspector-menu = Menu of { $what }
inspector-name-of = Name of { $name }
inspector-minutes-of = Minutes of { $name }
inspector-offer = Take { $what }
inspector-fix-name = Mend here: { $what }
inspector-more = { $count ->
    [one] and 1 more finding
   *[other] and { $count } more findings
}
inspector-remove-what = Remove { $what }

# What can be done
inspector-up = Move up
inspector-down = Move down
inspector-remove = Remove
inspector-all = All
inspector-needs-name = A name needs at least one word
inspector-name-taken = There is one called “{ $name }” already
inspector-needs-command = Say what is run, or remove the command

# A team
inspector-identity = Identity
inspector-id = Id
inspector-id-folders = What lies in teams/{ $id } and mega-files/{ $id } keeps its folder: rename those yourself
inspector-name = Name
inspector-role = Role
inspector-priority = Priority
inspector-priority-hint = { $place }, its place in the file
inspector-agent = Agent
inspector-agent-manual = Manual
inspector-responsibilities = Responsibilities
inspector-add-responsibility = Add a responsibility
inspector-paths = Paths
inspector-write-paths = Write paths
inspector-write-hint = Add a pattern, such as src/api/**
inspector-overlap = { $team } could write { $example } too: its pattern “{ $pattern }” matches it just as closely
inspector-read-paths = Read paths
inspector-read-hint = Anywhere; add a pattern to narrow it
inspector-forbidden-paths = Forbidden paths
inspector-forbidden-hint = Add a pattern that is never written
inspector-matches = { $count ->
    [0] no files
    [one] 1 file
   *[other] { $count } files
}
inspector-dependencies = Dependencies
inspector-depends-on = Depends on
inspector-wait-for = Waits for
inspector-wait-for-none = Starts at once
inspector-size = Size
inspector-target-loc = Target lines
inspector-even-share = None; an even share is { $share }
inspector-mega-files = Mega-files
inspector-mega-files-hint = How many, or their names
inspector-swarm = Swarm
inspector-parts = Sub-teams
inspector-parts-hint = None; a number makes some
inspector-parts-listed = These sub-teams are listed one by one; what each does is changed in the source.

# The project
inspector-project = Project
inspector-description = Description
inspector-description-hint = What is built, in one line
inspector-target-files = Target files
inspector-target-sum = None; the teams’ add up to { $sum }
inspector-distribution = Work is dealt
inspector-layers = By layers
inspector-domains = By domains
inspector-stack = Stack
inspector-stack-hint = Add a language, framework or service

inspector-phases = Phases
inspector-minutes = min
inspector-add-phase = Add a phase
inspector-phases-standard = These are the standard phases; a change writes them into the manifest.
inspector-rounds = Rounds
inspector-rounds-none = All teams work at once. Rounds let some begin before others.
inspector-open-rounds = Open the rounds
inspector-until = up to { $loc } lines
inspector-contracts = Contracts
inspector-contracts-none = A contract is a file that several teams build on and one of them owns.
inspector-add-contract = Add a contract
inspector-between = Between
inspector-artifact = Artifact
inspector-artifact-hint = Such as contracts/api/openapi.yaml
inspector-owner = Owner
inspector-owner-none = The first of its teams
inspector-owner-first = { $team }, the first

inspector-monitoring = Monitoring
inspector-report-every = Ask after
inspector-warn = Warn below
inspector-stalled = Stalled after

inspector-validation = Validation
inspector-commands = Commands
inspector-add-command = Add a command, such as npm test
inspector-run-line = Runs
inspector-run-how = How
inspector-by-shell = By the shell
inspector-as-words = As a program
inspector-in = In folder
inspector-in-hint = The project’s own folder
inspector-timeout = Time limit
inspector-no-timeout = None
inspector-coverage-report = Coverage report
inspector-coverage-hint = Such as coverage/lcov.info
inspector-coverage-minimum = Coverage, %
inspector-minimum-files = Least files
inspector-minimum-loc = Least lines
inspector-no-minimum = No minimum

inspector-run = Run
inspector-run-summary = { $count ->
    [one] one team at a time
   *[other] { $count } at a time
}
inspector-parallel = At a time
inspector-checkpoint = Checkpoint every
inspector-cost-cap = Cost cap, USD
inspector-no-cap = No cap
inspector-permissions = Permissions
inspector-ask = Ask
inspector-allow = Allow
inspector-rules = Rules
inspector-allowed = Allowed
inspector-denied = Denied
inspector-rule-hint = Add a rule
inspector-setup = Setup
inspector-setup-hint = Add a command before the run

inspector-agents = Agents
inspector-agents-none = Teams work by hand: you copy their prompts. An agent here can be given to a team.
inspector-add-agent = Add an agent, such as claude
inspector-preset = Preset
inspector-own-program = A program of your own
inspector-kind = Kind
inspector-command = Command
inspector-command-hint = The program and its arguments
inspector-prompt = Prompt by
inspector-unsaid = Default
inspector-model = Model
inspector-model-hint = The agent’s own default
inspector-env = Environment
inspector-env-hint = Add NAME=$VARIABLE
inspector-env-form = Write NAME=$VARIABLE

inspector-conflicts = Conflicts
inspector-order = Order
inspector-order-hint = Add an area, such as contracts
inspector-git = Git
inspector-branch-prefix = Branch prefix
