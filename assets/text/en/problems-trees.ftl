# Bases, git, trees, integration, taking back
git-missing = Git could not be started ({ $message }).
    .next = Install git, see that it is on the PATH, and try again.
git-failed = Git refused “git { $command }”. It said “{ $message }”.
    .next = Mend what git names, or try the same command in a terminal in the project's folder.
git-no-commit = The project is a git repository without a commit, so teams have nothing to start from.
    .next = Make the first commit (git add -A && git commit -m "Start"), then try again.
base-lost = What a team's tree started from ({ $base }) is missing from .dectet/bases.
    .next = Keep the team's folder elsewhere, remove it from teams/, expand again, and copy the team's own edits back.
tree-walk = The folder { $path } could not be read to its end ({ $message }).
    .next = Check the folder's permissions and links, then try again.
tree-path-not-utf8 = The file name “{ $path }” is not valid UTF-8, so it cannot be part of the result.
    .next = Rename the file.
nothing-to-take-back = There is nothing to take back.
    .next = Only what Dectet expanded or integrated in this project can be taken back.
undo-unreadable = The record of step { $number } in .dectet/undo is damaged, so it cannot be taken back.
    .next = Restore the files from your own copies or from git.
cancelled = Stopped. Files that were written are whole; the next run completes the rest.
    .next = Start again when you are ready.
internal = Something went wrong inside Dectet ({ $message }). Nothing was changed.
    .next = Try again; if it happens again, report it with the output of “dectet doctor”.
you-edits = { $count ->
        [one] One file in integrated/ was edited by hand. The edit is kept as the side “you”.
       *[other] { $count } files in integrated/ were edited by hand. The edits are kept as the side “you”.
    }
    .next = Nothing needs to be done.
