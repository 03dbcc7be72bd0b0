# Steering teams: boundaries, exceptions, fixes, moved work, trust

run-keep-out = Keep it out
run-show-paths = Show the paths
run-refused = refused
run-asked-for = asked for
run-answer-path = { $answer }: { $path }
run-asks-to-write = Asks to write { $path }{ $more ->
    [0] { "" }
   *[other] { " " }and { $more } more
}
run-wrote-outside-now = Wrote { $path }, which it may not{ $more ->
    [0] { "" }
   *[other] , and { $more } more
}
run-moment-expanded = { $count ->
    [one] its mega-files were expanded: 1 file written
   *[other] its mega-files were expanded: { $count } files written
}
run-moment-wishes = asks to write { $path }
run-moment-moved = its open work was given to { $team }
run-moved-to = { $team } takes over its open work
run-took-from = also for { $teams }
run-problems = { $count ->
    [one] 1 problem with its mega-files
   *[other] { $count } problems with its mega-files
}

## Trust

run-trust-title = May these programs run?
run-trust-text = The manifest names them, and they run with your rights. Your answer is remembered for exactly this folder and these commands.
run-trust-prepares = Setup
run-trust-check = Check { $name }
run-trust-button = Trust these commands
run-start-trust = First say whether the manifest’s commands may run.

## A targeted fix

run-fix-open = Targeted fix…
run-fix-title = Targeted fix
run-fix-text = One team mends what a check found, or the files that you name, and nothing else.
run-fix-what = What is mended, { $what }
run-fix-named = Files that I name
run-fix-files = Files, one a line
run-fix-files-hint = src/orders/total.ts
run-fix-words = What is wrong with them
run-fix-words-hint = What is wrong, and what it should be
run-fix-who = Who mends it
run-fix-only = Change only these files:
run-fix-more = and { $count } more
run-fix-elsewhere = { $count ->
    [one] 1 file is not { $team }’s: it may write it from now on.
   *[other] { $count } files are not { $team }’s: it may write them from now on.
}
run-fix-send = Send to { $team }
run-fix-not = Choose a failing check, or name a file.

## Work that moves

run-move-open = Move its open work…
run-move-title = Who takes over from { $team }?
run-move-why = Both teams are told. Whoever takes over gets what waits for { $team }, and may write its paths from then on.
run-move-to = Give it to { $team }

## Calls

run-call-title = { $project } needs you
run-call-more = and { $count } more

run-alert-forbidden = { $more ->
    [0] { $team } wrote { $path }, which is forbidden for it: it is kept out of the result.
   *[other] { $team } wrote { $path }, which is forbidden for it, and in { $more } more places that it may not: all of it is kept out of the result.
}
