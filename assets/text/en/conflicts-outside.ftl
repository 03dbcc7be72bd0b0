# A conflict in another program, and files with markers that are opened by themselves.
outside-open = Open in…
outside-merge-tool = Merge tool ({ $program })
outside-merge-tool-tip = Opens base, both sides and the result there; what you save comes back here as one step
outside-editor = Editor
outside-editor-named = Editor ({ $program })
outside-editor-tip = Opens the result there, with markers around what is open; what you save comes back here as one step
outside-settings = Choose programs…
outside-settings-tip = The commands of your editor and your merge tool are among the settings
outside-your-editor = your editor
outside-waiting = Open in { $program }. Save and close it there: the result comes back here.
outside-forget = Stop waiting
outside-forget-tip = The program stays open, but what you save there comes back no more
outside-written = Written as a whole in another program. Take a side for the whole file, or reopen it, to go on here.
outside-written-text = Written text
outside-unchanged = Nothing was changed in the other program.
outside-taken = { $path } is as you wrote it in the other program.
outside-gone = The conflict that was open in another program is another one now.
    .next = The trees have changed meanwhile: look at it again, and open it anew.
outside-none = No editor is named.
    .next = Name the command of your editor in the settings, or set $EDITOR.
outside-in-terminal = { $program } needs a terminal, and this window has none.
    .next = Name an editor with a window of its own in the settings, or one that opens a terminal: xterm -e { $program }
outside-not-started = { $program } could not be started: { $error }.
    .next = Check the command in the settings.
outside-failed = { $program } ended without a result ({ $status }).
    .next = Try again, or settle the conflict here.
outside-markers = Line { $line } of { $path } still has conflict markers, so nothing was taken over.
    .next = What { $program } saved lies in { $kept }. If it came back at once, its command needs an option that waits (such as --wait).
outside-not-text = What { $program } saved of { $path } is not UTF-8 text, so it was not taken over.
    .next = It lies in { $kept }. Save it as UTF-8, or take sides here.
action-open-marked = Open files with conflict markers…
marked-choose = Open files with conflict markers
marked-title = Files with markers
marked-left = { $open } of { $all } left
marked-all-settled = { $all ->
    [one] It is settled
   *[other] All { $all } are settled
}
marked-write = { $count ->
    [0] Nothing to write
    [one] Write 1 file
   *[other] Write { $count } files
}
marked-write-tip = Each file gets what you decided; places that are open keep their markers
marked-close = Close
marked-open-more = Open more…
marked-go-on = Go on
marked-strip = { $count ->
    [one] 1 file with conflict markers is open
   *[other] { $count } files with conflict markers are open
}{ $open ->
    [0] {""}
   *[other] , { $open } unsettled
}
marked-written = { $count ->
    [one] 1 file was written
   *[other] { $count } files were written
}
marked-conflict = { $count ->
    [one] 1 place
   *[other] { $count } places
} of { $path } { $count ->
    [one] stands
   *[other] stand
} between conflict markers, with { $sides } sides.
    .next = Choose one side for each place, several in order, or write it yourself.
marked-none = { $path } has no conflict markers.
    .next = Open a file in which git, or another program, has marked conflicts.
marked-changed = { $path } was changed by another program, so it was not written.
    .next = Open it again: what is there now is what counts.
marked-no-dialog = The system shows no dialog for files.
    .next = Drop the files on this window instead.
