# The line of the Run view that says how far the teams' work is from being one.
trial-tip = What an integration would do now. Nothing is written; it is tried again whenever teams have written.
trial-under-way = It is being tried again
trial-go = Conflicts
trial-go-tip = Shows what stands between the teams, to settle it now
trial-files = { $count ->
    [one] 1 file
   *[other] { $files } files
}
trial-no-conflict = no conflict
trial-settled = { $count ->
    [one] 1 conflict, settled
   *[other] { $count } conflicts, all settled
}
trial-open = { $count ->
    [one] 1 conflict open
   *[other] { $count } conflicts open
}
trial-kept-out = { $count } kept out
trial-checking = checks to come
trial-failed = { $count ->
    [one] 1 gate fails
   *[other] { $count } gates fail
}
trial-passed = { $count ->
    [one] 1 gate passes
   *[other] all { $count } gates pass
}
trial-gates = Fails now: { $gates }
trial-took = Tried in { $seconds } s, beside everything else
