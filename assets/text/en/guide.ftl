# The guide, the settings and the welcome
action-guide = Guide
action-settings = Settings…
action-welcome = Welcome in three steps
top-help = Help on this view

guide-title = Guide
guide-close = Close the guide
guide-back = Back
guide-search = Search the guide
guide-search-hint = Search
guide-none = No page holds all these words.
guide-part-views = Views
guide-part-ideas = Ideas
guide-part-help = Help

settings-title = Settings
settings-close = Close the settings
settings-theme = Theme
settings-language = Language
settings-zoom = Zoom
settings-percent = { $percent }%
settings-motion = Reduced motion: nothing slides or fades
settings-notifications = Call me when something is done
settings-notifications-why = The window asks for attention when it has something to say while you are in another one.
settings-agent = Agent of new teams
settings-agent-none = Not set
settings-agent-why = Teams that you add get it as their “agent” in the manifest. Not set means by hand: you copy prompts and paste replies.
settings-editor = External editor
settings-editor-why = Command that opens a file. {"{file}"} and {"{line}"} are filled in; without them, the file comes last.
settings-merge = External merge tool
settings-merge-why = Command that merges. {"{base}"}, {"{mine}"}, {"{theirs}"} and {"{result}"} are filled in.
settings-keys = Change keys…

welcome-title = New here? Three steps on an example
welcome-text = Drag a responsibility to another team, expand mega-files into hundreds of files, and resolve a conflict. It takes five minutes, in a copy of the web shop that is yours.
welcome-start = Start with the example
welcome-not-now = Not now
welcome-drag = 1 Drag
welcome-drag-how = Drag a responsibility from one team’s card to another (or focus it and press Alt and an arrow).
welcome-expand = 2 Expand
welcome-expand-how = Press “Expand all”, look at what would be written, and write it.
welcome-resolve = 3 Resolve
welcome-resolve-how = Choose a conflict, and click the version that you want.
welcome-done = { $step }, done
welcome-go = Go to { $view }
welcome-more = More in the guide
welcome-leave = Leave the welcome
welcome-end = That is all it takes: arrange, expand, resolve. “Integrate” writes the merged project.
welcome-guide = Read on in the guide
welcome-finish = Done

recovered-text = { $count ->
    [one] A text could not be saved when this project was open last: { $names }
   *[other] { $count } texts could not be saved when this project was open last: { $names }
}
recovered-put-back = Put back
recovered-discard = Discard
step-recovered = text from before the restart
