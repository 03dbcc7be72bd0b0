# The Teams view. A team's title ({$team}) is Alpha, Beta … or what the project calls it.
teams-count = { $count ->
    [one] 1 team
   *[other] { $count } teams
}
teams-responsibilities = { $count ->
    [one] 1 responsibility
   *[other] { $count } responsibilities
}
teams-loc = { $loc } lines
teams-loc-of = { $sum } of { $project } lines
teams-loc-share = { $percent }% of the project’s { $loc } lines
teams-no-target = No target
teams-mega-files = { $expected ->
    [0] { $made ->
        [one] 1 mega-file
       *[other] { $made } mega-files
    }
   *[other] { $made } of { $expected } mega-files
}
teams-agent = Agent { $agent }
teams-depends-on = Uses the work of
teams-no-dependencies = Uses no other team
teams-no-paths = No write paths
teams-more-paths = and { $count } more

teams-source = Source
teams-source-close = Close source
teams-new = New team
teams-new-card = New team card
teams-new-field = Name of the new team
teams-new-hint = Payments
teams-new-enter = Enter makes the team, Escape does not
teams-new-id = Its id is { $id }
teams-new-taken = There is a team { $id } already
teams-new-no-id = A name needs at least one letter or digit
teams-new-standard = Add { $team }, { $name }

teams-card-name = Team { $team }
teams-menu = Menu of { $team }
teams-name-of = { $name }, name of { $team }
teams-name-field = Name of { $team }
teams-name-hint = Empty: the standard name
teams-role-of = { $role }, role of { $team }
teams-role-field = Role of { $team }
teams-role-hint = What the team is for, in one line
teams-add-role = Say what the team is for
teams-rename-team = Rename
teams-edit-role = Edit role
teams-show-source = Show in the source
teams-remove-team = Remove { $team }
teams-problems-of = { $count ->
    [one] 1 finding about { $team }
   *[other] { $count } findings about { $team }
}

teams-chip-name = { $what }, { $team }
teams-add-short = + Add
teams-add-name = Add a responsibility to { $team }
teams-add-field = New responsibility of { $team }
teams-add-hint = What the team builds
teams-rename = Rename
teams-rename-field = New words for { $what }
teams-remove = Remove
teams-move-to = Move to
teams-several = { $count } responsibilities
teams-drop-move = Move { $what } to { $team }
teams-drop-before = Move { $what } before { $next }
teams-drop-last = Move { $what } to the end
teams-drop-same-place = Stays where it is
teams-drop-nowhere = Drop it on a team · Esc cancels

teams-findings = { $count ->
    [0] No findings
    [one] 1 finding
   *[other] { $count } findings
}
teams-findings-title = Findings
teams-findings-close = Close findings
teams-findings-none = Nothing is wrong with the manifest
teams-errors = { $count ->
    [one] 1 error
   *[other] { $count } errors
}
teams-warnings = { $count ->
    [one] 1 warning
   *[other] { $count } warnings
}
teams-notes = { $count ->
    [one] 1 note
   *[other] { $count } notes
}
teams-line = Line { $line }
teams-fix = Fix
teams-fix-name = Fix: { $what }

teams-cannot-read = The manifest cannot be read
teams-place = { $file }, line { $line }, column { $column }
teams-last-good = The board shows the last text that could be read, and cannot be edited until then
teams-loose-title = Team outputs without a manifest
teams-loose-text = This folder holds the teams’ trees only. Look for conflicts between them; a project with a manifest also says who owns which path.
teams-loose-button = Go to conflicts
teams-none-title = No teams yet
teams-none-text = A team has a name, responsibilities and the paths that it may write. Begin with the ten standard ones, or with your own.
team-you = You
teams-clash = Another program changed the manifest while you were editing it
teams-clash-hint = Keep mine writes your text over it. Take theirs drops your unsaved edits; undo brings them back.
teams-add-responsibility = Add a responsibility
teams-move-keys = Alt and the arrow keys move it too
keys-chip-move = In Teams: move the responsibility
keys-chip-edit = In Teams: rename, remove, add
teams-source-name = Source of the manifest
teams-none-standard = Add the ten standard teams
teams-none-one = Add one by its name
