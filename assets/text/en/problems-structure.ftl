duplicate-definition = { $path } merged without a conflict, but defines { $name } twice now: on line { $first } and on line { $line }.
    .next = Open the file in the result and keep one of the two, or rename one.
migration-number-twice = { $path } ({ $team }) and { $other } ({ $otherTeam }) are both migration number { $number }.
    .next = Give one of them the next free number.
