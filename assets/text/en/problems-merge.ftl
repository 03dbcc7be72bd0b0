# Conflicts and merging
boundary-another-teams = { $team } wrote { $path }, which is { $owner }'s.
    .next = Keep it out, or let it in with a reason; either way it is in the report.
boundary-forbidden = { $team } wrote { $path }, which the manifest forbids it.
    .next = Keep it out, or let it in with a reason; either way it is in the report.
conflict-text-changed = { $teams } teams changed the same lines of { $path } in different ways.
    .next = Choose one side for each place, several in order, or write it yourself.
conflict-text-added = { $teams } teams each added { $path }, with different contents.
    .next = Choose one side for each place, several in order, or write it yourself.
conflict-modify-delete = { $path } was changed by one team and deleted by another.
    .next = Choose a version, or delete the file.
conflict-file-directory = { $path } is a file for one team and a folder for another.
    .next = Choose the file, or the folder.
conflict-types = { $path } is a link for one team and a file for another, or links that lead to different places.
    .next = Choose a version.
conflict-modes = { $path } may be run as a program for one team and not for another.
    .next = Choose a version.
conflict-binary = { $path } is no text, and { $teams } teams changed it in different ways.
    .next = Choose a version.
conflict-lockfile = { $path } is written by a package manager; lines of { $teams } versions together would be nobody's.
    .next = Choose a version, then let the package manager write it anew.
case-collision = { $path } and { $other } differ only in capitals or accents: on many systems they are one file.
    .next = Rename one of them.
leftover-markers = { $path } holds conflict markers that somebody left in it.
    .next = Open the file and remove the markers.
unclaimed-paths = { $count ->
        [one] { $team } wrote { $path }, which no team owns.
       *[other] { $team } wrote { $count } files that no team owns, such as { $path }.
    }
    .next = Nothing needs to be done; give the path to a team in the manifest if it should have an owner.
merge-files-sides = A merge needs at least two sides, but { $count } were named.
    .next = Name the base first, then each side: dectet merge-files BASE SIDE SIDE…
merge-files-binary = { $path } is no text, so it cannot be merged by lines.
    .next = Choose one of the files as a whole.
