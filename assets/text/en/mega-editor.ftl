# mega-files: the editor and the list of outputs

code-view = View
code-zoom-in = Larger letters
code-zoom-out = Smaller letters
code-zoom-reset = Letters as at first ({ $percent } %)

mega-view-state-orphan = template is gone
mega-view-orphan-why = Nothing makes it any more
mega-view-shown-file = This file
mega-view-shown-file-name = List the files of this mega-file
mega-view-shown-team-name = List the files of { $team }
mega-view-shown-all = All
mega-view-shown-all-name = List the files of all teams
mega-view-unknown = { $count ->
    [one] 1 mega-file is still being worked out
   *[other] { $count } mega-files are still being worked out
}
mega-view-sums = { $files } files, { $lines } lines
mega-view-target = { $who }: { $lines } of { $asked } lines
mega-view-target-project = The project
mega-view-target-why = So many lines the manifest asks for.
mega-view-target-more = These are more lines than the manifest asks for.
