# Home without a project
home-title = Ten teams, one project
home-text = Say who builds what, expand each team’s mega-files into hundreds of files, and bring ten trees together into one.
home-new = New project
home-open = Open
home-recent = Recent projects
home-path = Path of a project
home-path-hint = /path/to/a/project
home-open-path = Open
home-choose = Choose folder…
home-drop = You can also drop a folder or a manifest on this window.
home-open-outputs = Open as team outputs
home-open-outputs-hint = For a folder without a manifest in which each subfolder is a team’s work
home-open-recent = Open { $name }
home-forget = Remove { $name } from the list

template-shop = Web shop
template-shop-text = Ten teams build a shop: catalogue, orders, payments, shipping, storefront, tests, deployment, analytics. A worked example to look around in.
template-saas = SaaS platform
template-saas-text = Ten teams build a multi-tenant service: subscriptions, rate-limited API, Stripe, dashboard, SOC 2. The larger worked example.
template-empty = Empty project
template-empty-text = A manifest with the teams you ask for, ready for your own responsibilities, paths and mega-files.

# The form of a new project
new-title = New project
new-text = A folder is made for it, and nothing outside that folder is touched.
new-template = Begins as
new-name = Name
new-name-hint = As people call it. It can be changed later.
new-name-empty = The project needs a name.
new-folder = Folder
new-choose = Choose…
new-folder-relative = The folder needs its whole path, like /home/me/my-shop or ~/my-shop.
new-folder-free = Free: the project’s folder is made here.
new-folder-asking = Looking whether the folder is free…
new-distribution = Work is dealt out
new-layers = By layers
new-domains = By domains
new-layers-text = Each team has a technical layer: foundation, API, business logic, frontend, tests …
new-domains-text = Each team has a domain and everything in it, from the data to the screen.
new-teams = Teams
new-create = Create project
new-cancel = Cancel

# Home with a project
overview-next = What to do next
overview-teams = Teams
overview-close = Close project
overview-responsibilities = { $count ->
    [one] 1 responsibility
   *[other] { $count } responsibilities
}
overview-mega-files = { $count ->
    [one] 1 mega-file
   *[other] { $count } mega-files
}
overview-team-name = Team { $team }, { $name }, { $counts }
step-arrange = Arrange the teams
step-arrange-state = { $teams ->
    [one] 1 team has
   *[other] { $teams } teams have
} { $count ->
    [one] 1 responsibility. Drag it to the team that should build it.
   *[other] { $count } responsibilities. Drag one to the team that should build it.
}
step-arrange-errors = { $count ->
    [one] The manifest has 1 error that stands in the way.
   *[other] The manifest has { $count } errors that stand in the way.
}
step-arrange-go = Go to Teams
step-expand = Expand mega-files
step-expand-state = { $count ->
    [0] There are no mega-files yet. Each team’s go into its folder.
    [one] 1 mega-file waits to become files in its team’s tree.
   *[other] { $count } mega-files wait to become files in their teams’ trees.
}
step-expand-trees = { $count ->
    [one] 1 team has a tree of files.
   *[other] { $count } teams have trees of files.
}
step-expand-done = { $files ->
    [one] 1 file
   *[other] { $files } files
} with { $lines } lines stand in the teams’ trees.
step-expand-act = Expand all
step-expand-go = Go to Mega-files
step-resolve = Resolve conflicts
step-resolve-unknown = Nobody has looked yet at what the teams wrote differently.
step-resolve-no-trees = Comes when the teams have trees to compare.
step-resolve-old = The trees have changed since the last look.
step-resolve-none = { $count ->
    [one] 1 tree, and nothing in it conflicts.
   *[other] { $count } trees, and nothing in them conflicts.
}
step-resolve-state = { $open ->
    [0] All { $all } conflicts are settled.
   *[other] { $open } of { $all } conflicts are open.
}
step-resolve-act = Look again
step-resolve-go = Go to Conflicts
step-integrate = Integrate
step-integrate-state = Merges all trees into one, in the folder integrated/.
step-integrate-done = { $open ->
    [0] { $files } files lie in integrated/.
    [one] { $files } files lie in integrated/; 1 conflict is open.
   *[other] { $files } files lie in integrated/; { $open } conflicts are open.
}
step-integrate-act = Integrate
step-integrate-go = Go to Conflicts
