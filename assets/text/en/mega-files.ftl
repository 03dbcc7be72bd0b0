# mega-files

## The code editor

code-find = Find
code-find-open = Find…
code-find-case = Match case
code-find-word = Whole words
code-find-regex = Regular expression
code-find-next = Next match
code-find-previous = Previous match
code-find-close = Close find
code-find-none = Nothing found
code-find-at = { $number } of { $count }
code-find-count = { $count ->
    [one] 1 match
   *[other] { $count } matches
}
code-replace-toggle = Show the replace field
code-replace-with = Replace with
code-replace-one = Replace
code-replace-all = { $count ->
    [one] Replace 1 match
   *[other] Replace all { $count }
}
code-go-to-line = Go to line…
code-go-to-line-label = Go to line (1–{ $count })
code-cut = Cut
code-copy = Copy
code-paste = Paste
code-select-all = Select all
code-comment = Comment or uncomment
code-fold-all = Fold all blocks
code-unfold-all = Unfold all blocks
code-wrap = Wrap long lines
code-whitespace = Show spaces and tabs
code-ruler = Overview ruler
code-offer = Insert { $text }

## The Mega-files view

mega-view-editor = Mega-file text
mega-view-unsaved = Not saved yet
mega-view-read-only = Another window is writing in this project. Take it over to edit here.
mega-view-place = Line { $line }, column { $column }
mega-view-find = Find in this mega-file
mega-view-not-text = This file is not text
mega-view-not-text-why = { $path } is not UTF-8, so it cannot be edited here. Save it as UTF-8 with another program.
mega-view-clash = This file changed on disk while it had unsaved edits here.
mega-view-team-row = { $team }, { $count ->
    [0] no mega-files
    [one] 1 mega-file
   *[other] { $count } mega-files
}
mega-view-team-makes = { $files ->
    [one] Makes 1 file, { $lines } lines
   *[other] Makes { $files } files, { $lines } lines
}
mega-view-team-target = The manifest asks for { $min }–{ $max } lines
mega-view-file-makes = { $files ->
    [one] Makes 1 file
   *[other] Makes { $files } files
}
mega-view-file-errors = { $count ->
    [one] 1 error
   *[other] { $count } errors
}
mega-view-new = New mega-file…
mega-view-new-for = New mega-file for { $team }
mega-view-new-title = New mega-file
mega-view-new-name = Name for the new mega-file of { $team }
mega-view-new-hint = orders
mega-view-new-why = Becomes the file name: lower case, with dashes.
mega-view-new-exists = { $path } exists already. Choose another name.
mega-view-new-create = Create mega-file
mega-view-cancel = Cancel
mega-view-none = No mega-files yet
mega-view-none-why = A mega-file is one page of rules and templates that becomes a hundred files. Teams write theirs into { $folder }/, and what they write appears here.
mega-view-makes = { $count ->
    [0] Makes no files
    [one] Makes 1 file, { $lines } lines
   *[other] Makes { $files } files, { $lines } lines
}
mega-view-estimate-both = Estimated: { $files } files, { $lines } lines
mega-view-estimate-files = Estimated: { $files } files
mega-view-estimate-lines = Estimated: { $lines } lines
mega-view-last-good = As of before the error
mega-view-last-good-why = The text cannot be read as it stands. This is what it made when it could.
mega-view-state-new = new
mega-view-state-changed = changed
mega-view-state-same = unchanged
mega-view-state-edited = edited by hand
mega-view-state-outside = outside the team's paths
mega-view-state-collision = same path twice
mega-view-show-only = Show only { $state }
mega-view-root-folder = Top folder
mega-view-folder = Folder { $folder }
mega-view-no-outputs = No files come out of this
mega-view-no-outputs-why = Add a template below generation_templates, and an entity for it below expansion_rules.
mega-view-no-outputs-problems = The problems below the text say why.
mega-view-computing = Working out what comes of it…
mega-view-origin = from { $template }
mega-view-origin-subject = from { $template } for { $subject }
mega-view-output-text = Text of the chosen output
mega-view-output-close = Close the output
mega-view-output-origin = Go to the template
mega-view-output-unknown = This file cannot be shown until its template works.
mega-view-problems = { $count ->
    [one] 1 problem
   *[other] { $count } problems
}
mega-view-problems-more = { $count ->
    [one] And 1 more.
   *[other] And { $count } more.
}
mega-view-problem-line = Line { $line }
mega-view-problem-name = { $line ->
    [0] Problem: { $text }
   *[other] Problem in line { $line }: { $text }
}
mega-view-expand-this = Expand this
mega-view-expand-team = Expand { $team }
mega-view-expand-all = Expand all
mega-view-expand-everything = everything
mega-view-expand-about = { $count ->
    [one] 1 file is new or different. First you see what would be written.
   *[other] { $count } files are new or different. First you see what would be written.
}
mega-view-expand-nothing = All files are as the mega-files say.
mega-view-sheet-title = Expand { $what }
mega-view-sheet-back = Back to the list
mega-view-sheet-close = Done
mega-view-counting = Counting what would be written…
mega-view-writing = Writing…
mega-view-so-far = { $done } of { $total }
mega-view-stop = Stop
mega-view-write-files = { $count ->
    [one] Write 1 file
   *[other] Write { $count } files
}
mega-view-remove-files = { $count ->
    [one] Remove 1 file
   *[other] Remove { $count } files
}
mega-view-write-and-remove = { $count ->
    [one] Write 1 file, remove { $removes }
   *[other] Write { $count } files, remove { $removes }
}
mega-view-prune = { $count ->
    [one] Remove 1 file whose template is gone
   *[other] Remove { $count } files whose templates are gone
}
mega-view-nothing-to-write = Every file is as the mega-files say. There is nothing to write.
mega-view-nothing-made = Nothing would be written. The problems below say why.
mega-view-written = { $count ->
    [0] Nothing had to be written ({ $seconds } s)
    [one] Wrote 1 file in { $seconds } s
   *[other] Wrote { $count } files in { $seconds } s
}
mega-view-stopped = { $count ->
    [one] Stopped after 1 file. Expanding again completes it.
   *[other] Stopped after { $count } files. Expanding again completes it.
}
mega-view-will-create = to create
mega-view-will-change = to change
mega-view-will-merge = edited by hand: the edits are joined with the new text
mega-view-will-keep = edited by hand: they stay as they are, because the edits clash with the new text
mega-view-unchanged = unchanged
mega-view-done-created = created
mega-view-done-changed = changed
mega-view-done-merged = joined with edits by hand
mega-view-done-kept = left as they were edited; resolve them in Conflicts
mega-view-done-removed = removed
mega-view-orphans = whose template is gone
mega-view-log = Log
mega-view-log-hover = What was written since the project was opened
mega-view-log-title = What was written
mega-view-log-entry = { $time }, { $count ->
    [0] nothing to write
    [one] 1 file written
   *[other] { $count } files written
}{ $removed ->
    [0] {""}
   *[other] , { $removed } removed
}
mega-view-list-kept = Edited files that stay ({ $count })
mega-view-list-merged = Joined with edits ({ $count })
mega-view-list-changed = Changed files ({ $count })
mega-view-list-created = New files ({ $count })
mega-view-list-orphans = Files whose template is gone ({ $count })
mega-view-is-key = key
mega-view-is-team = team
mega-view-is-value = value
mega-view-is-type = type
mega-view-is-template = template of this file
mega-view-is-variable = variable
mega-view-is-own-variable = variable of the entities here
mega-view-is-attribute = of an attribute
mega-view-is-filter = filter
mega-view-is-tag = tag
mega-view-changes = Changes
mega-view-changes-name = Compare with what is on disk
mega-view-errors = { $count ->
    [one] 1 error
   *[other] { $count } errors
}
mega-view-warnings = { $count ->
    [one] 1 warning
   *[other] { $count } warnings
}
mega-view-notes = { $count ->
    [one] 1 note
   *[other] { $count } notes
}
mega-view-problem-file-line = { $file }, line { $line }
