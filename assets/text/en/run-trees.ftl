# Teams' trees in a run: made ready, kept, taken back, left over

## On a team's card

run-tree-making = Its tree is being made
run-tree-setup = Sets up its tree: { $command }
run-tree-commits = { $made ->
    [one] 1 commit by Dectet
   *[other] { $made } commits by Dectet
}{ $adopted ->
    [0] {""}
    [one] , 1 of its own
   *[other] , { $adopted } of its own
}, now at { $head }
run-tree-held-up = Its work is not committed: { $why }

## Why a tree is not ready

git-busy = Something else works in the repository at { $path }.
    .next = Wait until it is done, then start the team again.
tree-in-the-middle = Git is in the middle of a merge, rebase or search in { $path }.
    .next = Let the team finish or abort it; its checkpoints are kept meanwhile.
tree-detached = { $path } is at a commit beside the team’s branch.
    .next = Check out the team’s branch there; its checkpoints are kept meanwhile.
tree-on-other-branch = { $path } is on the branch { $name }, which is not the team’s.
    .next = Check out the team’s branch there; its checkpoints are kept meanwhile.
run-setup-untrusted = The setup commands of the manifest are not trusted yet.
    .next = Look at them under “run” in the manifest, start with “dectet run --trust” or trust them in the Run view, then start the team again.
run-setup-failed = Setting up the tree failed at “{ $command }”: { $error }
    .next = Mend the command or the project, then start the team again.
run-setup-too-long = Setting up the tree took longer than { $minutes } minutes at “{ $command }” and was ended.
    .next = Make the command faster or find out what it waits for, then start the team again.
run-setup-not-started = The setup command “{ $command }” could not be started: { $error }
    .next = Install it, or change the setup in the manifest, then start the team again.
run-no-checkpoint = There is no checkpoint number { $number } for that.
    .next = Choose one from the list.
run-checkpoint-lost = The checkpoint number { $number } is no longer there whole.
    .next = Choose another one.
run-back-running = Team { $team } is at work: going back would change files under its agent.
    .next = Stop it first.
leftover-gone = There is no leftover { $path }.
    .next = Look again.
leftover-not-clean = { $path } holds work that would be lost, or was made by somebody else.
    .next = Commit or move what is in it, or remove it by hand.

## Going back

run-go-back = Go back…
run-back-title = Go back: { $teams }
run-back-text = Files become what they were; no branch moves, and what git ignores stays. What is there now is kept first, so that going back can be taken back.
run-back-none = { $minutes ->
    [0] Nothing has been kept yet. Checkpoints are kept before each step, and when you ask for one.
    [one] Nothing has been kept yet. Checkpoints are kept every minute while teams work, before each step, and when you ask for one.
   *[other] Nothing has been kept yet. Checkpoints are kept every { $minutes } minutes while teams work, before each step, and when you ask for one.
}
run-back-changed = { $count ->
    [0] nothing changed
    [one] 1 file · +{ $added } −{ $removed }
   *[other] { $count } files · +{ $added } −{ $removed }
}
run-back-looking = Looking at what would change…
run-back-same = { $team } is as it was: nothing would change.
run-back-created = { $count ->
    [one] 1 file comes back
   *[other] { $count } files come back
}
run-back-rewritten = { $count ->
    [one] 1 file becomes what it was
   *[other] { $count } files become what they were
}
run-back-deleted = { $count ->
    [one] 1 file goes
   *[other] { $count } files go
}
run-back-lines = +{ $added } −{ $removed } lines
run-back-do = Go back to { $time }
run-back-stop-do = { $count ->
    [one] Stop 1 agent and go back to { $time }
   *[other] Stop { $count } agents and go back to { $time }
}
run-back-nothing = Nothing would change.
run-checkpoint-now = Keep a checkpoint now
run-why-time = by the clock
run-why-step = before a step
run-why-halt = after a halt
run-why-report = a team reported
run-why-back = before going back
run-why-person = you asked for it
run-moment-checkpoint-why = A checkpoint was kept ({ $why })

## Left over

run-leftovers = Leftover trees…
run-leftovers-line = { $count ->
    [one] 1 tree belongs to no team and takes { $size }.
   *[other] { $count } trees belong to no team and take { $size }.
}
run-leftovers-show = Look at them…
run-leftovers-title = Trees that belong to no team
run-leftovers-text = Trees of teams that are no longer in the manifest or the run, and what a crash left behind. Only what Dectet made and what holds no work can be removed.
run-leftovers-none = There are none.
run-leftovers-close = Close
run-leftover-remove = Remove
run-leftover-remove-it = Remove { $name }
run-leftover-stays = It holds work that would be lost, or somebody else made it.
run-leftover-foreign = Not made by Dectet: it stays.
run-leftover-half = Half a tree that a crash left; nobody worked in it.
run-leftover-dirty = { $count ->
    [one] 1 file is in no commit: it stays.
   *[other] { $count } files are in no commit: it stays.
}
run-leftover-commits = { $count ->
    [one] Clean; its branch stays for 1 commit that is nowhere else.
   *[other] Clean; its branch stays for { $count } commits that are nowhere else.
}
run-leftover-clean = Clean: nothing would be lost.
cli-doctor-leftovers = Leftover trees
cli-doctor-leftover-clean = { $name } ({ $size } KB, clean)
cli-doctor-leftover-dirty = { $name } ({ $size } KB, { $count } files in no commit)
cli-doctor-leftover-foreign = { $name } ({ $size } KB, not made by Dectet)
