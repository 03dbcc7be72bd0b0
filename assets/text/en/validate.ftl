# Gates: their names
gate-integrated = Conflicts
gate-parses = Every file parses
gate-markers = Conflict markers
gate-placeholders = Leftover placeholders
gate-reminders = TODO and FIXME
gate-stubs = Left-out code
gate-empty = Empty files
gate-imports = Imports
gate-contract = Contract
gate-documentation = Documentation
gate-post-generation = Checks of mega-files
gate-files = Files
gate-lines = Lines
gate-team-lines = Lines of a team
gate-round = Round
gate-coverage = Test coverage
gate-command = Command

# How they stand
gate-integrated-never = Nothing was integrated yet: the teams’ trees were looked at, one beside the other.
    .next = Integrate on the Conflicts view, or with "dectet integrate".
gate-integrated-all = { $kept_out ->
    [0] The last integration left nothing open.
    [one] The last integration left nothing open; 1 path was kept out.
   *[other] The last integration left nothing open; { $kept_out } paths were kept out.
}
gate-integrated-open = { $count ->
    [one] 1 conflict is open. Its file keeps the version from before the teams began, or is missing.
   *[other] { $count } conflicts are open. Their files keep the version from before the teams began, or are missing.
}
    .next = Settle them on the Conflicts view, and integrate again.
gate-parses-none = No file is in a language that can be checked.
gate-parses-all = { $files ->
    [one] The 1 file that can be checked parses.
   *[other] All { $files } files that can be checked parse.
}
gate-parses-not = { $count ->
    [one] 1 of { $files } files does not parse in its language.
   *[other] { $count } of { $files } files do not parse in their language.
}
    .next = Give the files to their teams, with the prompt to fix them.
gate-markers-none = No file holds conflict markers.
gate-markers-some = { $count ->
    [one] 1 file holds conflict markers.
   *[other] { $count } files hold conflict markers.
}
    .next = Resolve them: "dectet resolve" reads the markers back.
gate-placeholders-none = No template left a placeholder.
gate-placeholders-some = { $count ->
    [one] 1 line holds a placeholder that no template filled in.
   *[other] { $count } lines in { $files } files hold placeholders that no template filled in.
}
    .next = Mend the template that made them, and expand again.
gate-reminders-none = No comment says TODO or FIXME.
gate-reminders-some = { $count ->
    [one] 1 comment says that something is still to be done.
   *[other] { $count } comments in { $files } files say that something is still to be done.
}
    .next = Let the teams do it, or decide that it is not needed.
gate-stubs-none = Nothing says that code was left out.
gate-stubs-some = { $count ->
    [one] 1 line stands for code that is not there.
   *[other] { $count } lines in { $files } files stand for code that is not there.
}
    .next = Let the teams write what is missing.
gate-empty-none = No file is empty.
gate-empty-some = { $count ->
    [one] 1 file is empty.
   *[other] { $count } files are empty.
}
    .next = Fill them, or take their template away.
gate-imports-none = No file imports anything that can be followed.
gate-imports-all = { $imports ->
    [one] The 1 import that can be followed leads to a file or a named package.
   *[other] All { $imports } imports that can be followed lead to a file or a named package.
}
gate-imports-some = { $count ->
    [one] 1 import leads nowhere.
   *[other] { $count } imports lead nowhere.
}
    .next = Name the packages in package.json, and write the files that are missing.
gate-contract-none = The manifest names no contract with an artifact.
gate-contract-kept = { $artifact } is there, and nobody but { $owner } changed it.
gate-contract-missing = { $artifact } is missing.
    .next = It is { $owner }’s to write.
gate-contract-changed = { $artifact } was changed by a team that does not own it.
    .next = Let { $owner } decide: agreed changes belong into its own tree.
gate-documentation-none = No team wrote anything yet.
gate-documentation-all = { $teams ->
    [one] The 1 team’s part is documented.
   *[other] All { $teams } teams’ parts are documented.
}
gate-documentation-some = { $count ->
    [one] 1 team’s part has no documentation.
   *[other] The parts of { $count } teams have no documentation.
}
    .next = A README in the part is enough, or a page in the documentation that names its folder.
gate-post-generation-none = No mega-file asks for a check of what it makes.
gate-post-generation-all = { $mega_files ->
    [one] 1 mega-file asks for checks, and its { $outputs } outputs pass.
   *[other] { $mega_files } mega-files ask for checks, and their { $outputs } outputs pass.
}
gate-post-generation-not = { $count ->
    [one] 1 of { $outputs } outputs does not pass the check that its mega-file asks for.
   *[other] { $count } of { $outputs } outputs do not pass the checks that their mega-files ask for.
}
    .next = Mend the templates, and expand again.
gate-files-no-target = { $is ->
    [one] 1 file. The manifest asks for no number.
   *[other] { $is } files. The manifest asks for no number.
}
gate-files-below = { $is } files, at least { $least } are asked for.
    .next = See which teams are below their targets.
gate-files-above = { $is } files, more than the { $most } that were planned.
gate-files-right = { $is } files, as asked (at least { $least }).
gate-lines-no-target = { $is } lines. The manifest asks for no number.
gate-lines-below = { $is } lines, at least { $least } are asked for.
    .next = See what is missing, or lower the target in the manifest.
gate-lines-above = { $is } lines, more than the { $most } that were planned.
gate-lines-right = { $is } lines, as asked (at least { $least }).
gate-round-not-yet = Not yet there: { $teams } wrote nothing so far.
gate-round-reached = { $is } lines after this round, { $least } are asked for.
gate-round-below = { $is } lines after this round, { $least } are asked for.
    .next = Let the round’s teams go on, or change what the round is to bring.
gate-coverage-none = The manifest asks for no coverage.
gate-coverage-no-report-named = The manifest asks for coverage, and names no report.
    .next = Add "report" below validation.coverage: lcov, Cobertura XML or istanbul JSON.
gate-coverage-no-report = The report { $path } is not there, neither in integrated/ nor in the project.
    .next = Run the tests so that they write it.
coverage-unreadable = The report { $path } is neither lcov, nor Cobertura XML, nor istanbul JSON, or says nothing of lines.
    .next = Choose one of the three in the tests’ own settings.
gate-coverage-no-minimum = { $is } % of lines are covered. The manifest asks for no minimum.
gate-coverage-enough = { $is } % of lines are covered ({ $covered } of { $total }), { $least } % are asked for.
gate-coverage-below = { $is } % of lines are covered ({ $covered } of { $total }), { $least } % are asked for.
    .next = Most is to be gained in the files that are listed first.
gate-command-none = The manifest names no command.
gate-command-well = It ended well after { $seconds } s.
gate-command-failed = It ended with exit code { $code } after { $seconds } s.
    .next = Its last lines are listed.
gate-command-killed = Something killed it after { $seconds } s.
    .next = Its last lines are listed.
gate-command-timed-out = It was ended: it took longer than the { $secs } s that it may.
    .next = Raise "timeout" in the manifest, or see in its last lines where it stands still.
gate-command-not-started = It could not be started: { $why }
    .next = Check that the program is installed and spelled right in the manifest.
gate-command-cancelled = It was stopped.
    .next = Validate again.
gate-command-not-run = It was not run.
    .next = Validate again.
gate-command-under-way = It is still to come.
gate-command-skipped = It was left out on purpose.
gate-command-not-trusted = It was not run: nobody has said that this folder’s commands are trusted.
    .next = Look at the commands, then trust them on the Report view, or with "dectet validate --trust".
gate-command-no-result = It runs in integrated/, and nothing was integrated yet.
    .next = Integrate first.
gate-command-no-folder = Its folder { $folder } is not there.
    .next = Change "in" in the manifest.
validate-nothing = There is nothing to validate: neither integrated/ nor any team’s tree holds a file.
    .next = Expand the mega-files first.

# What they found
finding-conflict = Open conflict: { $kind } ({ $teams })
finding-syntax = { $line ->
    [0] Does not parse as { $language }
   *[other] Does not parse as { $language }, from line { $line }
}
finding-marker = Conflict markers
finding-placeholder = Placeholder that nothing filled in
finding-reminder = { $word } in a comment
finding-stub = Stands for code that is not there
finding-empty = Nothing in it
finding-import = Imports “{ $target }”, which is not there
finding-package = { $files ->
    [one] Imports the package “{ $package }”, which no package.json names
   *[other] Imports the package “{ $package }”, which no package.json names ({ $files } files do)
}
finding-contract-missing = { $contract }: the artifact { $artifact } is missing
finding-contract-changed = { $contract }: changed by { $team }
finding-documentation = { $name } has no documentation
finding-team-lines = { $lines } lines of at least { $least }
finding-output = Output
finding-coverage = { $name }: { $is } % covered, { $missing ->
    [one] 1 line is not
   *[other] { $missing } lines are not
}

# Numbers over time
metric-failed = Failed gates
metric-files = Files
metric-lines = Lines
metric-integrated = Open conflicts
metric-parses = Files that do not parse
metric-placeholders = Placeholders
metric-stubs = Left-out code
metric-reminders = TODO and FIXME
metric-imports = Imports that lead nowhere
metric-markers = Conflict markers
metric-empty = Empty files
metric-coverage = Coverage, %

# Jobs
job-validate = Validating
job-validate-files = Looking at files
job-validate-commands = Running commands
job-report = Writing the report

# How a gate ended, in words
state-pass = Pass
state-fail = Fail
state-not-measured = Not measured

# The terminal
cli-validate-counts = { $failed ->
    [0] { $passed } gates pass, none fails, { $unmeasured } are not measured.
    [one] { $passed } gates pass, 1 fails, { $unmeasured } are not measured.
   *[other] { $passed } gates pass, { $failed } fail, { $unmeasured } are not measured.
}
cli-validate-size = { $tree ->
    [teams] The teams’ trees: { $files } files, { $lines } lines ({ $code } of code)
   *[other] integrated/: { $files } files, { $lines } lines ({ $code } of code)
}
cli-validate-more = { $count ->
    [one] and 1 more (--all lists it, --json too)
   *[other] and { $count } more (--all lists them, --json too)
}
cli-validate-since = Since the last time
cli-validate-from = made by { $place }
cli-validate-commands = These commands of the manifest run with your rights:
cli-validate-ask = Run them? Type y and Enter; anything else leaves them out.
cli-validate-trusted = Trusted from now on, as long as they stay the same.
cli-validate-begins = ▶ { $name }: { $line }
cli-validate-report = Report: { $path }
