gate-of = { $gate }: { $subject }
report-page = The report’s page could not be made: { $message }
    .next = Validate again, and tell us with "dectet doctor" if it stays so.

# How a conflict was settled
decided-side = The version of { $teams } was taken as a whole
decided-runs = { $count ->
    [0] Decided run by run
    [one] The lines of { $teams } were taken
   *[other] The lines of { $teams } were put together
}
decided-base = The version from before the teams began was taken
decided-delete = The file was removed
decided-keep-out = Kept out of the result
decided-let-in = Let into the result as an exception

# The page
report-title = Report: { $project }
report-of = Validated { $time }
report-tree = { $tree ->
    [teams] What was looked at: the teams’ trees, because nothing was integrated yet
   *[other] What was looked at: integrated/
}
report-well = Everything that was asked for is there.
report-not-well = { $failed ->
    [0] Something that was asked for could not be measured.
    [one] 1 gate fails.
   *[other] { $failed } gates fail.
}
report-summary = Summary
report-passed = Pass
report-failed = Fail
report-not-measured = Not measured
report-files = Files
report-lines = Lines
report-code = Lines of code
report-since = Since the last time
report-better = better
report-worse = worse
report-changed = changed
report-from-to = from { $before } to { $now }
report-gates = Gates
report-gate = Gate
report-state = State
report-says = What it says
report-next = Next step
report-findings = { $count ->
    [one] 1 finding
   *[other] { $count } findings
}
report-place = Place
report-finding = Finding
report-team = Team
report-made-by = Made by
report-not-listed = { $count ->
    [one] 1 more is not listed here.
   *[other] { $count } more are not listed here.
}
report-teams = Teams
report-target = Target
report-tests = Test files
report-rounds = Rounds
report-round = Round
report-round-missing = not written yet: { $teams }
report-timeline = Time line
report-phase = Phase
report-planned = Planned
report-real = Real
report-minutes = { $count } min
report-not-reached = not reached
report-over = { $count } min over
report-conflicts = Conflicts
report-conflicts-none = The last integration met no conflict that needed a person.
report-conflicts-never = Nothing was integrated yet.
report-merged = { $count ->
    [0] No file was merged from several teams by itself.
    [one] 1 file was merged from several teams by itself, without a conflict.
   *[other] { $count } files were merged from several teams by themselves, without a conflict.
}
report-open = Open
report-settled = Settled
report-kept-out = Kept out
report-exceptions = Exceptions
report-exceptions-none = Nobody was let into another team’s paths.
report-file = File
report-kind = Kind
report-between = Between
report-how = How
report-by = By
report-by-person = the person who conducts the project
report-reason = Reason
report-commands = Commands
report-command = Command
report-seconds = Seconds
report-last-lines = Last lines of { $name }
report-cost = Cost
report-tokens = Tokens
report-usd = US dollars
report-total = Total
report-history = Over time
report-chart = { $name }: { $count } validations, from { $first } to { $last }, between { $least } and { $most }
report-none = none
report-foot = Made by Dectet { $version }. This page holds everything it shows: it needs no network.

# The prompt that mends what a gate found
fix-title = Fix: { $gate }
fix-who = You are team { $name } ({ $id }) in the project { $project }. The result was validated, and this is yours to mend.
fix-who-all = The result of the project { $project } was validated, and this is to be mended.
fix-yours = { $count ->
    [0] What it found is below.
    [one] 1 finding is yours.
   *[other] { $count } findings are yours.
}
fix-findings = What was found
fix-command = The command { $command }, run in { $folder }, ended like this:
fix-more = { $count ->
    [one] and 1 more of the same kind
   *[other] and { $count } more of the same kind
}
fix-made-by = made by { $place }
fix-rules = Rules
fix-rule-template = Where a mega-file made the line, change the template there, not the generated file: the next expansion would bring the mistake back.
fix-rule-write = Write only in { $paths }.
fix-rule-forbidden = Never write in { $paths }.
fix-rule-only = Mend what is listed, and nothing else. If a finding is no mistake, say why instead of hiding it.
fix-rule-done = When you are done, say [COMPLETE] on a line of its own, with what you changed.

# The view
view-report = Report
action-report = Go to Report
action-validate = Validate the result
action-write-report = Write the report
notice-validated = { $failed ->
    [0] Validated: { $passed } gates pass, none fails
    [one] Validated: { $passed } gates pass, 1 fails
   *[other] Validated: { $passed } gates pass, { $failed } fail
}
notice-report = The report is in { $path }
report-heading = Report
report-validate = Validate
report-validate-again = Validate again
report-write = Write the report
report-write-hint = One page that opens anywhere without a network, and the same as JSON, in reports/
report-open-page = Open the report
report-under-way = Looking at what came out…
report-empty-title = Is it what was asked?
report-empty-text = A validation looks at every file of the result: does it parse, was something left out, do imports lead somewhere, do the contracts stand, is there as much as was planned. It runs the manifest’s commands when you trust them, and says of each gate whether it passes, fails, or could not be measured.
report-count-failed = { $count ->
    [one] 1 fails
   *[other] { $count } fail
}
report-count-passed = { $count ->
    [one] 1 passes
   *[other] { $count } pass
}
report-count-unmeasured = { $count ->
    [one] 1 not measured
   *[other] { $count } not measured
}
report-of-teams = The teams’ trees
report-of-integrated = integrated/
report-size = { $files } files, { $lines } lines
report-old = Trees have changed since: validate again to see where they stand.
report-side-by-side = Run commands side by side
report-side-by-side-hint = Faster, where one does not need what another makes
report-all-gates = All ({ $count })
report-attention = Needs you ({ $count })
report-nothing-needs-you = No gate fails, and everything that was asked for was measured.
report-show-more = Show { $count } more
report-copy-fix = Copy a prompt to fix this for { $team } ({ $count })
report-copy-fix-all = Copy a prompt to fix this
report-copy-fix-hint = What was found, where, what made it, and what the team may touch
report-copied = The prompt is in the clipboard.
report-copied-for = The prompt for { $team } is in the clipboard.
report-open-file = Open { $path }
report-go-to-origin = Go to what made it, { $place }
report-go-to-team = Go to team { $team }
report-trust-title = May these commands run?
report-trust-text = The manifest names them as checks of the result. They run with your rights. Your answer is remembered for exactly this folder and these commands.
report-trust-in = in { $folder }
report-trust-button = Trust these commands
report-commands-run = Commands
report-command-runs = runs
report-command-waits = waits
report-below = below
report-reached = reached
report-far = { $team }, { $percent } % of its target
report-round-far = { $lines } of { $target } lines
report-history-first = From the second validation on, charts show here what moved.
report-history-same = Nothing has moved in { $count } validations.
report-go-to-conflict = Go to the conflict
report-go-to-conflict-in = Go to the conflict in { $path }
