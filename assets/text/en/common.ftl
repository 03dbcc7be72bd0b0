# The views
view-home = Home
view-teams = Teams
view-mega-files = Mega-files
view-conflicts = Conflicts
rail-waiting = { $view }, { $count } waiting
rail-needs-project = Open a project first

# What can be done: menus, palette, keys
action-home = Go to Home
action-teams = Go to Teams
action-mega-files = Go to Mega-files
action-conflicts = Go to Conflicts
action-new = New project…
action-open = Open folder…
action-close = Close project
action-save = Save all
action-undo = Undo
action-redo = Redo
action-expand = Expand all mega-files
action-find-conflicts = Look for conflicts
action-integrate = Integrate all trees
action-prompts = Write the teams’ prompts
action-show-prompts = Show the teams’ prompts
action-copy-prompts = Copy all prompts in one text
action-brief-next = Copy the next prompt to brief with
action-take-back = Take the last expansion or integration back
action-problems = Show problems
action-dark = Switch to dark
action-light = Switch to light
action-system-theme = Dark or light as the system
action-english = Switch to English
action-swedish = Switch to Swedish (svenska)
action-palette = Command palette
action-keys = Show keys
action-quit = Quit

# Steps that can be taken back
step-move = move a responsibility
step-add = add a responsibility
step-rename = reword a responsibility
step-remove = remove a responsibility
step-team-name = rename a team
step-team-role = change a role
step-team-agent = change an agent
step-add-team = add a team
step-remove-team = remove a team
step-paths = change a path pattern
step-team = change a team
step-team-id = change a team’s id
step-manifest = change the manifest
step-edit = edit
step-changed-on-disk = change by another program

# The top bar
top-no-project = No project
top-project-menu = Project menu, { $name }
top-menu = Project menu
top-step = { $action }: { $step }
top-looks = Looks and language
looks-system = As the system
looks-dark = Dark
looks-light = Light

# The status bar
status-ready = Ready
status-saved = All saved
status-unsaved = { $count ->
    [one] 1 unsaved file
   *[other] { $count } unsaved files
}
status-stopping = Stopping…
status-far = { $done } of { $total }
status-cancel = Cancel
status-cancel-name = Cancel: { $what }
status-git = Git
status-folder = Folder
status-loose = Team outputs
status-problems = { $count ->
    [0] No problems
    [one] 1 problem
   *[other] { $count } problems
}
status-notes = { $count ->
    [one] 1 note
   *[other] { $count } notes
}
status-problems-hint = Show all problems · { $keys }

# Problems
problems-title = Problems
problems-close = Close problems
problems-none-title = No problems
problems-none-text = What is wrong or doubtful in the manifest, the mega-files and the trees is listed here, with its place and a next step.
problems-more = { $count ->
    [one] and 1 more
   *[other] and { $count } more
}
problems-go = Go to { $place }

# The palette
palette-open = Search or run…
palette-hint = Type what to do or where to go
palette-field = Search commands, files and conflicts
palette-none = Nothing fits. Fewer letters find more.
palette-mega-file = Mega-file
palette-conflict = Conflict
palette-recent = Recent project

# The keys
keys-title = Keys
keys-close-list = Close keys
keys-press-new = Press the new keys…
keys-press-hint = Esc leaves them as they are, Backspace takes them away.
keys-change = Change the keys of “{ $what }”
keys-usual = The usual keys of “{ $what }”
keys-refused-plain = These would be typed. Hold Ctrl or Alt, or take a function key.
keys-refused-needed = Texts and dialogs need these keys. Press others.
keys-refused-taken = “{ $what }” has these keys. Press others.
keys-next = Go to the next control
keys-press = Press the control in focus
keys-close = Close what is open
keys-find = Find in the text
keys-zoom = Larger, smaller

# In passing
toast-dismiss = Dismiss: { $what }
notice-expanded = { $count ->
    [one] 1 file is up to date after { $seconds } s
   *[other] { $count } files are up to date after { $seconds } s
}
notice-expansion-stopped = The expansion was stopped. The next one goes on from here.
notice-integrated = { $open ->
    [0] Integrated { $files } files, no conflict is open
    [one] Integrated { $files } files, 1 conflict is open
   *[other] Integrated { $files } files, { $open } conflicts are open
}
notice-prompts = { $count ->
    [one] 1 prompt written
   *[other] { $count } prompts written
}
notice-taken-back = { $count ->
    [one] Taken back: 1 file is as it was before
   *[other] Taken back: { $count } files are as they were before
}

# Reading only, leaving, dropping, dialogs
take-over = Take over
leaving-title = Not everything can be saved
leaving-text = { $count ->
    [one] One text has edits that are not on disk. If you leave now, they are lost.
   *[other] { $count } texts have edits that are not on disk. If you leave now, they are lost.
}
leaving-clash = Another program has changed it meanwhile. Stay, and choose which version to keep.
leaving-failed = It could not be written.
leaving-stay = Stay
leaving-anyway = Leave without saving
drop-to-open = Drop to open
dialog-open = Open a project
dialog-new-folder = Where the new project’s folder goes
dialog-none = This system shows no folder dialog.
    .next = Type the path instead.
window-failed = The window could not be opened: { $error }
    .next = Check that a display and OpenGL are there. The terminal commands work without a window: "dectet --help".
clash-both = Merge both
clash-both-hint = What each of you changed stands; nobody changed the same lines
clash-mine = Keep mine
clash-theirs = Take theirs
