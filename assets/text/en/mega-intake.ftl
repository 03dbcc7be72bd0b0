# What an assistant's reply holds, before it is taken in

action-paste-reply = Paste an assistant's reply
intake-open = Take in a reply…
drop-to-take-in = Drop to look at what it holds
team-choose = Choose a team
intake-title = Take in an assistant's reply
intake-text = Files are found in fenced blocks, tags, sections, diffs and SEARCH/REPLACE. You see each one before anything is written.
intake-hint = Mega-files or code that an assistant wrote in a chat: paste the whole answer, or drop it on the window as a file.
intake-close = Close
intake-cancel = Cancel
intake-empty = Copy the assistant's whole answer, then paste it here
intake-empty-text = Ctrl+V or the button. A file with the answer (.md, .txt, .diff, .yaml) can be dropped on the window as well.
intake-nothing = Nothing in it looks like a file
intake-nothing-text = A reply should hold fenced blocks with a path before or in them, <file path="…">, === path ===, or a diff. Ask for the files once more in one of these ways, and paste that.
intake-paste = Paste
intake-more = Paste more
intake-more-hint = Adds what is in the clipboard: the rest of a reply that was cut off, or another reply.
intake-reading = Looking for files in it…
intake-count = { $count ->
    [one] 1 file
   *[other] { $count } files, { $wanted } chosen
}
intake-nobodys = What is nobody's goes to
intake-whose = Team
intake-path = Path
intake-path-hint = src/orders/order.ts
intake-no-path = no path
intake-nobody = nobody
intake-row = { $path }, { $team }, { $state }
intake-want = Take in { $path }
intake-lines = { $count ->
    [one] 1 line
   *[other] { $shown } lines
}
intake-line = line { $line } of the reply
intake-mega-file = mega-file
intake-file = file
intake-changes = { $count ->
    [one] 1 change
   *[other] { $count } changes
}
intake-removal = removal
intake-state-new = new
intake-state-replaces = replaces what is there
intake-state-same = as it is on disk
intake-state-changes = changes what is there
intake-state-out = kept out
intake-state-left = not wanted
intake-state-looking = looking…
intake-against = What is on disk against what would be there
intake-look = Text of the chosen file
intake-take = { $count ->
    [0] Nothing to take in
    [one] Take in 1 file
   *[other] Take in { $count } files
}
intake-kept-out = { $count ->
    [one] 1 file is kept out, its row says why
   *[other] { $count } files are kept out, their rows say why
}
intake-same = { $count ->
    [one] 1 is on disk already
   *[other] { $count } are on disk already
}
intake-goes-on = The reply goes on: ask for the rest, and paste it too
notice-taken-in = { $count ->
    [0] Nothing had to be written
    [one] Took in 1 file
   *[other] Took in { $count } files
}
intake-taken = { $count ->
    [one] Took in 1 file
   *[other] Took in { $count } files
}; { $kept ->
    [0] the rest was stopped
    [one] 1 was changed meanwhile: look at it again
   *[other] { $kept } were changed meanwhile: look at them again
}
