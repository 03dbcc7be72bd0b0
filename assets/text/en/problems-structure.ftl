job-structure = Looking at what files define and import
duplicate-definition = { $path } merged without a conflict, but defines { $name } twice now: on line { $first } and on line { $line }.
    .next = Open the file in the result and keep one of the two, or rename one.
migration-number-twice = { $path } ({ $team }) and { $other } ({ $otherTeam }) are both migration number { $number }.
    .next = Give one of them the next free number.
contract-authors = The contract { $contract } ({ $artifact }) was written by several teams: { $teams }. Its owner is { $owner }.
    .next = Compare what they wrote, and keep what the owner means.
contract-authors-unowned = The contract { $contract } ({ $artifact }) was written by several teams: { $teams }. It has no owner.
    .next = Compare what they wrote, keep what is meant, and name one team as the owner of the artifact in the manifest.
import-gone = { $path } ({ $team }) imports { $target } on line { $line }, but { $by } removed or moved that file.
    .next = Point the import to where it is now, or keep the file.
import-moved-away = { $path } imports { $target } on line { $line }, as { $team } wrote it, but { $by } moved the importing file.
    .next = Write the import as seen from the file’s new place.
import-kept-out = { $path } imports { $target } on line { $line }, but that file is kept out of the result: { $team } may not write there.
    .next = Let the file in with a reason, or ask its owner for it.
import-name-gone = { $path } ({ $team }) imports { $name } from { $target } on line { $line }, but { $by } removed or renamed it there.
    .next = Import the name that took its place, or keep the old one.
import-cycle = { $count } files import each other in a circle, which no team’s own tree does: { $way }.
    .next = Move what both sides need into a file of its own.
changed-signature = { $path } ({ $team }) calls { $name } on line { $line } with { $count ->
        [one] one argument
       *[other] { $count } arguments
    }, but { $by } changed it in { $other }: it takes { $takes } now.
    .next = Change the call to what the function takes now.
duplicate-name = { $name } stands twice in one package: in { $other }, line { $otherLine } ({ $otherTeam }) and in { $path }, line { $line } ({ $team }).
    .next = Keep one of the two, or rename one.
duplicate-table = { $name } is created twice in one database: in { $other }, line { $otherLine } ({ $otherTeam }) and in { $path }, line { $line } ({ $team }).
    .next = Keep one of the two, and move columns that only the other has.
route-twice = { $method } { $route } is registered twice: in { $other }, line { $otherLine } and in { $path }, line { $line }.
    .next = Keep one of the two: most servers answer with the first and never reach the other.
port-twice = { $service } and { $otherService } both publish port { $port } in { $path }, on lines { $otherLine } and { $line }.
    .next = Give one of them another port.
port-listened-twice = Two programs listen on port { $port }: { $other }, line { $otherLine } and { $path }, line { $line }.
    .next = If both run on one machine, give one of them another port.
variable-twice = { $name } is set twice in { $path } with different values, on lines { $otherLine } and { $line }; the last one counts.
    .next = Keep the value that is meant.
variable-defaults = { $name } has different values where nobody sets it: in { $other }, line { $otherLine } and in { $path }, line { $line }.
    .next = If both mean the same setting, give it one value in a place that both read.
outside-read-paths = { $team } imports from outside its read paths, { $count ->
        [one] once
       *[other] { $count } times
    }, first in { $path }, line { $line }: { $target }.
    .next = Add the path to what the team may read in the manifest, or import through a contract.
