# The Conflicts view. A run is one place in a file where the sides differ.
conflicts-title = Conflicts
conflicts-left = { $open } of { $all } left
conflicts-all-settled = { $all ->
    [one] The conflict is settled
   *[other] All { $all } are settled
}
conflicts-look = Look for conflicts
conflicts-look-again = Look again
conflicts-integrate = Integrate · write { $count ->
    [one] 1 file
   *[other] { $count } files
}
conflicts-integrate-open = Integrate, leave { $open } open
conflicts-open-hint = { $open ->
    [one] The file of the open conflict keeps its base version, or is left out where there is none.
   *[other] Files of open conflicts keep their base version, or are left out where there is none.
}
conflicts-old = The teams’ trees changed since this look. Look again to see what is new; your decisions stay.
conflicts-take-back = Take back
conflicts-take-back-hint = Puts integrated/ back to what it was before the last integration
conflicts-report = { $written } of { $files } files written to integrated/, { $lines } lines in all
conflicts-report-removed = { $count } removed
conflicts-report-merged = { $count } merged without a question
conflicts-report-resolved = { $count ->
    [one] 1 conflict settled
   *[other] { $count } conflicts settled
}
conflicts-report-open = { $count } open
conflicts-report-kept-out = { $count } kept out
conflicts-report-commit = commit { $commit }
conflicts-report-file = report in { $file }

conflicts-empty-title = Nobody has looked yet
conflicts-empty-text = Dectet compares the trees of all teams with what they started from. What two of them wrote differently comes here, side by side, to be settled by clicking.
conflicts-no-trees-title = No trees yet
conflicts-no-trees-text = The teams have written nothing so far. Expand their mega-files first; what they write lies in teams/.
conflicts-go-expand = Go to mega-files
conflicts-none-title = { $sides ->
    [one] One tree, no conflict
   *[other] { $sides } trees, no conflict
}
conflicts-none-text = The result has { $files ->
    [one] 1 file
   *[other] { $files } files
}{ $merged ->
    [0] .
    [one] ; 1 of them was written by several teams and merges by itself.
   *[other] ; { $merged } of them were written by several teams and merge by themselves.
}

conflicts-filter-all = All { $count }
conflicts-filter-open = Open { $count }
conflicts-filter-settled = Settled { $count }
conflicts-notes = { $count ->
    [one] 1 note
   *[other] { $count } notes
}
conflicts-row-open = { $path }, { $kind }, open
conflicts-row-settled = { $path }, { $kind }, settled
conflict-kind-add-add = Added by several
conflict-kind-several-writers = Changed by several
conflict-kind-boundary = Outside the boundaries
conflict-kind-modify-delete = Changed and deleted
conflict-kind-file-directory = File and folder
conflict-kind-modes = Different modes
conflict-kind-types = Different types
conflict-kind-binary = Not text
conflict-kind-lockfile = Lockfiles

conflicts-next = Next conflict
conflicts-previous = Previous conflict
conflicts-which = { $number } of { $all }
conflicts-owned = Owned by { $team }
conflicts-owner = owns this path
conflicts-whole-file = Whole file
conflicts-whole-team = Take { $team } for the whole file
conflicts-whole-base = Take base for the whole file
conflicts-show-base = Show base
conflicts-reopen = Reopen
conflicts-folded = { $count ->
    [one] 1 line on which all agree
   *[other] { $count } lines on which all agree
}

conflicts-run = Place { $run } of { $all }
conflicts-run-name = Place { $run } of { $all }
conflicts-at-line = line { $line }
conflicts-at-lines = lines { $from }–{ $to }
conflicts-base = Base
conflicts-base-hint = What all started from
conflicts-nothing = Nothing
conflicts-edit = Edit…
conflicts-same = wrote the same
conflicts-untouched = { $teams } left these lines as they were
conflicts-take = Take { $team }, place { $run }
conflicts-take-base = Take base, place { $run }
conflicts-take-nothing = Take nothing, place { $run }
conflicts-edit-run = Edit place { $run }
conflicts-reopen-run = Reopen place { $run }
conflicts-result = Result
conflicts-result-open = Open: choose a side, or several in order
conflicts-result-base = Base, as all started
conflicts-result-nothing = Nothing: these lines are left out
conflicts-result-edited = Written by hand
conflicts-then = { $first }, then { $next }
conflicts-editing = Write what shall stand here
conflicts-edit-field = Text of place { $run }
conflicts-edit-done = Done
conflicts-edit-cancel = Cancel

conflicts-version-take = Take { $team }’s version
conflicts-version-deleted = Delete the file
conflicts-version-deleted-name = Delete the file, as { $team } did
conflicts-version-base = Keep the base version
conflicts-delete = No file
conflicts-delete-name = No file at { $path }
conflicts-entry-none = Deleted
conflicts-entry-file = File, { $size }
conflicts-entry-executable = Executable file, { $size }
conflicts-entry-link = Symbolic link, { $size }

conflicts-boundary-of = wrote into the path of
conflicts-boundary-forbidden = wrote where the manifest forbids it
conflicts-keep-out = Keep it out
conflicts-kept-out = It stays in the team’s tree and is not part of the result.
conflicts-let-in = Let it in…
conflicts-let-in-now = Let it in
conflicts-reason = Reason to let it in
conflicts-reason-hint = Why may this team write here?
conflicts-let-in-because = Let in: { $reason }
conflicts-boundary-open = Until you decide it is kept out.
conflicts-text-of = Text of { $team }, place { $run }
conflicts-result-name = Result of place { $run }
conflicts-version-text = Text of { $team }
conflicts-boundary-text = What the team wrote
keys-conflict-next = In Conflicts: next place
keys-conflict-previous = In Conflicts: previous place
keys-conflict-side = In Conflicts: take a side, or one more
keys-conflict-rest = In Conflicts: base, nothing, edit, reopen
keys-conflict-done = In Conflicts: done with editing
conflicts-looking-title = Reading the teams’ trees
