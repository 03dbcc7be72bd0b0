# Jobs, as the window's status bar and the terminal name them
job-open = Opening the project
job-create = Creating the project
job-take-over = Taking the project over
job-expand = Expanding mega-files
job-expand-plan = Rendering
job-expand-write = Writing files
job-find-conflicts = Looking for conflicts
job-integrate = Integrating
job-take-back = Taking back
job-prompts = Writing prompts
job-reading-trees = Reading the trees
job-writing-result = Writing the result
job-preview = Rendering the preview

# The terminal
cli-error = error
cli-warning = warning
cli-note = note
cli-yes = yes
cli-no = no
cli-created = Created { $folder }
cli-prompts-written = { $count ->
        [one] 1 prompt written
       *[other] { $count } prompts written
    }
cli-expanded-team = { $team }  { $files } files, { $lines } lines ({ $created } new, { $changed } changed, { $unchanged } unchanged, { $kept } kept as edited, { $orphans } orphaned, { $removed } removed)
cli-expanded = Wrote { $written } of { $files } files ({ $lines } lines in all) in { $seconds } s
cli-expand-dry = Would write { $written } of { $files } files ({ $lines } lines in all); nothing was written
cli-expand-cancelled = Stopped after { $written } of { $files } files; the next run completes
cli-conflicts = { $open } open and { $settled } settled conflicts between { $teams } trees; { $files } files in the result, { $merged } merged from several trees
cli-integrated = { $files } files ({ $lines } lines) in integrated/: { $written } written, { $removed } removed, { $open } with open conflicts, { $kept_out } kept out, in { $seconds } s
cli-doctor-version = Dectet
cli-doctor-system = System
cli-doctor-threads = Threads
cli-doctor-display = Display
cli-doctor-git = git
cli-doctor-agents = Agents found
cli-doctor-settings = Settings
cli-doctor-settings-kept = Settings can be kept
cli-doctor-language = Language
cli-doctor-project = Project
cli-doctor-mode = Mode
cli-doctor-manifest = Manifest
cli-doctor-writable = Writable
cli-doctor-teams = Teams
cli-doctor-mega-files = Mega-files
cli-doctor-trees = Trees begun
cli-doctor-result = Result
cli-no-window = This dectet was built without its window.
    .next = Use its verbs (dectet --help), or build it with the feature "gui".
cli-not-in-project = { $path } does not lie in this project.
    .next = Name a file of the project, or another project with --workspace.
cli-more-like-it = { $count ->
        [one] … and 1 more like “{ $example }”
       *[other] … and { $count } more like “{ $example }”
    }
cli-reported = { $team } is { $status }
