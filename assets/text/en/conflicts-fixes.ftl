# What can be settled without a person, in the window and in the terminal
job-find-fixes = Looking for what is harmless
fixes-open = Fix what is harmless…
action-fix-harmless = Fix what is harmless
fixes-title = Fix what is harmless
fixes-text = Nothing that a team wrote is lost, and no meaning changes; or the manifest’s own rules say who is right. All of it is one step that you can undo.
fixes-close = Close
fixes-cancel = Cancel
fixes-working = Looking for what is harmless
fixes-none = There is nothing that could be settled without you: every open conflict needs a decision.
fixes-list = { $count ->
    [one] 1 fix
   *[other] { $count } fixes
}
fixes-harmless = harmless
fixes-by-rule = by rule
fixes-group-harmless = Harmless · { $chosen } of { $count }
fixes-group-by-rule = By rule · { $chosen } of { $count }
fixes-all-harmless = All that are harmless
fixes-all-by-rule = All by rule
fixes-row = Fix { $path }, { $kind }
fixes-show = Show the fix of { $path }
fixes-apply = { $count ->
    [one] Fix 1 conflict
   *[other] Fix { $count } conflicts
}
fixes-leaves-open = The rest of this file stays open.
fixes-where = { $line ->
    [0] The whole file
   *[other] From line { $line }
}
fixes-nothing-stands = Nothing stands here then.
fixes-joined = Joined in one line
fixes-joined-versions = What they have in common
fixes-dropped = Left out, and listed in the report: { $teams }
fix-why-identical = All that changed this place changed it alike.
fix-why-whitespace = Only space differs; the words of the one that changed some stay.
fix-why-imports = Imports and exports that only bind names: their order means nothing, and no name stands twice.
fix-why-names = Names of one import, joined; no name stands twice.
fix-why-keys = Different keys of one table in a package manifest: their order means nothing.
fix-why-versions = Version ranges of one dependency: what they have in common.
fix-why-sets = Items of a list that is read as a set.
fix-why-owner = The path has one owner; the others may not write there.
cli-fixed = Settled { $harmless } as harmless and { $rules } by rule; { $open } open
cli-fix-dry = Would settle { $harmless } as harmless and { $rules } by rule; { $open } would stay open; nothing was changed
cli-unfixed = { $count ->
    [one] 1 conflict is as it was before --fix
   *[other] { $count } conflicts are as they were before --fix
}
fixes-nothing-to-take-back = There is nothing that --fix settled, or it was decided anew since.
    .next = Open a conflict again in the window, or decide it anew.
version-clash = { $name } is asked for as { $first } in { $first-path } ({ $first-by }) and as { $second } in { $second-path } ({ $second-by }): no version is both.
    .next = Let the teams agree on one range, and write it in both places.
lockfile-stale = { $path } was written without { $manifest } as several teams have it now.
    .next = After integrating, write it anew with { $command }
