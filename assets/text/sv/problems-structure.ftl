duplicate-definition = { $path } slogs samman utan konflikt, men definierar nu { $name } två gånger: på rad { $first } och på rad { $line }.
    .next = Öppna filen i resultatet och behåll en av de två, eller byt namn på en.
migration-number-twice = { $path } ({ $team }) och { $other } ({ $otherTeam }) är båda migrering nummer { $number }.
    .next = Ge en av dem nästa lediga nummer.
