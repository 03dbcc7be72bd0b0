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
