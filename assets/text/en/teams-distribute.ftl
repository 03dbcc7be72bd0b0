# distribute
action-redistribute = Redistribute the work…
distribute-title = Redistribute the work
distribute-text = Choose a way and look at the plan. Nothing changes until you apply it, and one undo takes it back.
distribute-close = Close without changing anything
distribute-cancel = Cancel
distribute-apply = Apply to { $count ->
    [one] { $count } team
   *[other] { $count } teams
}
distribute-layers = By layers
distribute-layers-text = The ten standard roles, from the database to monitoring.
distribute-domains = By domains
distribute-domains-text = A team for each part of the business, and one for what they share.
distribute-size = By size
distribute-size-text = As many teams as so many lines of code want.
distribute-swarm = Sub-teams
distribute-swarm-text = Split a team that has too much, or merge its parts.
distribute-teams = Teams
distribute-layers-hint = With fewer than ten, neighbouring layers become one team.
distribute-domain-names = Domains
distribute-add-domain = Name of a domain
distribute-add-this = Add this domain
distribute-domain-hint = Orders, payments …
distribute-remove-domain = Remove the domain { $name }
distribute-domain-taken = “{ $name }” is there already, or cannot be the name of a team.
distribute-domains-hint = Each team gets src/… and tests/… of its own. Press Enter, or part names with commas.
distribute-loc = Lines of the whole project
distribute-guide-up-to = Up to { $loc }K lines
distribute-guide-more = More than { $loc }K lines
distribute-guide-teams = { $least }–{ $most } teams
distribute-guide-swarm = { $count } teams and sub-teams
distribute-guide-here = This project: { $size }, { $teams }
distribute-size-proposes = For so many lines: { $count ->
    [one] { $count } team
   *[other] { $count } teams
}, neighbouring layers together.
distribute-team = Team
distribute-split = Split
distribute-merge = Merge { $count } sub-teams
distribute-parts = Sub-teams
distribute-split-hint = Responsibilities and paths are dealt out evenly. With fewer paths than sub-teams, all share the team’s.
distribute-merge-hint = The team gets all responsibilities and paths of its sub-teams.
distribute-menu-split = Split into sub-teams…
distribute-menu-merge = Merge sub-teams…
distribute-preview = Afterwards
distribute-nothing-yet = Name at least one domain, and the plan stands here.
distribute-no-change = nothing changes
distribute-moving = { $count ->
    [one] { $count } responsibility moves
   *[other] { $count } responsibilities move
}
distribute-new-teams = { $count ->
    [one] { $count } new team
   *[other] { $count } new teams
}
distribute-gone-teams = { $count ->
    [one] { $count } team goes
   *[other] { $count } teams go
}
distribute-new = new
distribute-stay = { $count ->
    [one] { $count } stays
   *[other] { $count } stay
}
distribute-part-empty = nothing yet
distribute-going = Teams that go
distribute-going-text = Their responsibilities and write paths are dealt out above. What else stands at them in the manifest goes with them.
distribute-nobody = { $count ->
    [one] { $count } responsibility fits no team
   *[other] { $count } responsibilities fit no team
}
distribute-nobody-text = They wait in the tray of unassigned responsibilities; drag them from there.
distribute-would-break = This way would bring an error into the manifest, so it is not offered.
    .next = Solve the problems that the manifest has, or choose another way.
distribute-no-domains = None of these names can be a team.
    .next = Give at least one domain a name with letters or digits.
distribute-working = Working out the plan…
