# Whole trees: files that move, overlaps, bringing a result home
conflict-kind-rename-delete = Moved and deleted
conflict-kind-rename-rename = Moved to two places
conflict-rename-delete = { $path } was moved to { $to }, and { $deleted-by } deleted it.
    .next = Choose a version: a moved one comes to lie at its new place.
conflict-rename-rename = { $path } was moved to different places: { $moves }.
    .next = Choose the place, or delete the file.
rename-followed = { $path } was moved to { $to }, and what others changed in it followed.
    .next = Nothing needs to be done.

# Who meets whom
overlap-button = Overlaps
overlap-tip = Which teams work on the same files
overlap-title = Who meets whom
overlap-hint = Files that two teams share, and below how many of them somebody has to decide on
overlap-cell = { $first } and { $second }: { $paths ->
        [0] nothing in common
        [one] 1 file
       *[other] { $paths } files
    }{ $conflicts ->
        [0] { "" }
        [one] , 1 conflict
       *[other] , { $conflicts } conflicts
    }

# Bringing the result home
job-bring = Bringing the result in
bring-branch = Bring into my branch…
bring-folder = Bring into my folder…
bring-tip = Says first what would change
bring-title-branch = Bring the result into { $branch }
bring-title-folder = Bring the result into the project
bring-nothing-new = Everything of the result is there already.
bring-counts = { $added ->
        [one] 1 file is new
       *[other] { $added } files are new
    }, { $changed ->
        [one] 1 changes
       *[other] { $changed } change
    }, { $removed ->
        [one] 1 goes.
       *[other] { $removed } go.
    }
bring-more = … and { $count } more
bring-hint-branch = Becomes one merge commit; git can take it back.
bring-hint-folder = Files are written in place; “Take back” undoes it.
bring-now = { $count ->
        [one] Bring 1 file
       *[other] Bring { $count } files
    }
bring-cancel = Cancel
bring-close = Close
notice-brought = { $count ->
        [one] Brought in: 1 file
       *[other] Brought in: { $count } files
    }
bring-no-project = These are loose outputs of teams: there is no project to bring the result into.
    .next = Copy what you want from integrated/, or make a project of it.
bring-nothing = There is no result to bring in yet.
    .next = Integrate first.
bring-edited = What lies in integrated/ is not what the last integration wrote.
    .next = Integrate again, so that every edit is part of the result.
bring-stale = The project has changed since the result was made.
    .next = Integrate again: the result is then made over what the project is now.
bring-not-clean = { $count ->
        [one] 1 file is not committed, so nothing is brought in: it could be lost.
       *[other] { $count } files are not committed, so nothing is brought in: they could be lost.
    }
    .next = Commit or stash them, and integrate again.
integration-resumed = { $count ->
        [one] An integration had been interrupted; it is finished now: 1 file was written.
       *[other] An integration had been interrupted; it is finished now: { $count } files were written.
    }
    .next = Nothing needs to be done.

# In the terminal
cli-would-integrate = Would write { $files } files ({ $lines } lines): { $written } changed, { $removed } removed; { $open } open, { $kept_out } kept out. { $seconds } s
cli-brought = { $added } new, { $changed } changed, { $removed } removed
cli-would-bring = Would bring in: { $added } new, { $changed } changed, { $removed } removed
