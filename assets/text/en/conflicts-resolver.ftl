# The resolver: what narrows the list, one decision for many, single lines, and the wide view.
resolver-search = Search paths
resolver-search-name = Search in paths
resolver-narrow-none = Filter no more
resolver-kind-any = Any kind
resolver-kind-name = Filter by kind, { $kind }
resolver-kind-row = { $kind } · { $count }
resolver-team-any = Any team
resolver-team-name = Filter by team, { $team }
resolver-team-row = Only { $team }
resolver-severity-any = Any severity
resolver-severity-name = Filter by severity, { $severity }
resolver-severity-error = Errors
resolver-severity-warning = Warnings
resolver-severity-note = Notes
resolver-nothing-fits = No conflict fits these filters.
resolver-show-all = Show all conflicts
resolver-last-time = As last time
resolver-last-time-tip = The same texts were in conflict before: decide as you did then
resolver-last-time-all = As last time · { $count ->
    [one] 1 conflict
   *[other] { $count } conflicts
}
resolver-alike = Same for { $count ->
    [one] 1 like this
   *[other] { $count } like this
}
resolver-alike-tip = Open conflicts of the same kind between the same teams get the same decision; one step to take back
resolver-result-lines = { $count ->
    [one] 1 line picked
   *[other] { $count } lines picked
}
resolver-pick-name = Lines of { $team }, place { $run }
resolver-pick-hint = Click a line to pick it alone
resolver-wide = Wide view
resolver-wide-tip = All sides in columns, with base and the result
resolver-wide-title = Result
resolver-wide-show = Show { $team }
resolver-wide-unsettled = open
resolver-overview = Overview
keys-resolver-wide = In Conflicts: the wide view, and which columns it has
keys-resolver-alike = In Conflicts: the same decision for all like this
keys-resolver-last-time = In Conflicts: as the last time
keys-resolver-file = In Conflicts: this place’s choice for the whole file
keys-resolver-search = In Conflicts: search in paths
resolve-none = { $file } has no conflict markers
resolve-settled = { $file }: { $count ->
    [one] 1 conflict settled
   *[other] { $count } conflicts settled
}
resolve-open = { $file }: { $count ->
    [one] 1 conflict is open
   *[other] { $count } conflicts are open
} between { $labels }
resolve-broken = The conflict markers in { $path } do not fit together.
    .next = Mend them by hand: each conflict begins, is divided and ends with markers of the same length.
resolve-no-base = The conflicts in { $path } do not show what base has.
    .next = Take a side, or let git write base too: git config merge.conflictStyle diff3
resolve-no-side = No side is called { $side }; there are { $labels }.
    .next = Name a side by its number, from 1, or by its label.
