# Jobb, som fönstrets statusrad och terminalen kallar dem
job-open = Öppnar projektet
job-create = Skapar projektet
job-take-over = Tar över projektet
job-expand = Expanderar megafiler
job-expand-plan = Renderar
job-expand-write = Skriver filer
job-find-conflicts = Letar efter konflikter
job-integrate = Integrerar
job-take-back = Tar tillbaka
job-prompts = Skriver promptar
job-reading-trees = Läser träden
job-writing-result = Skriver resultatet
job-preview = Renderar förhandsvisningen

# Terminalen
cli-error = fel
cli-warning = varning
cli-note = notis
cli-yes = ja
cli-no = nej
cli-created = Skapade { $folder }
cli-prompts-written = { $count ->
        [one] 1 prompt skriven
       *[other] { $count } promptar skrivna
    }
cli-expanded-team = { $team }  { $files } filer, { $lines } rader ({ $created } nya, { $changed } ändrade, { $unchanged } oförändrade, { $kept } kvar som redigerade, { $orphans } föräldralösa, { $removed } borttagna)
cli-expanded = Skrev { $written } av { $files } filer ({ $lines } rader totalt) på { $seconds } s
cli-expand-dry = Skulle skriva { $written } av { $files } filer ({ $lines } rader totalt); ingenting skrevs
cli-expand-cancelled = Avbröts efter { $written } av { $files } filer; nästa körning gör klart
cli-conflicts = { $open } öppna och { $settled } avgjorda konflikter mellan { $teams } träd; { $files } filer i resultatet, { $merged } sammanfogade från flera träd
cli-integrated = { $files } filer ({ $lines } rader) i integrated/: { $written } skrivna, { $removed } borttagna, { $open } med öppna konflikter, { $kept_out } hållna utanför, på { $seconds } s
cli-doctor-version = Dectet
cli-doctor-system = System
cli-doctor-threads = Trådar
cli-doctor-display = Skärm
cli-doctor-git = git
cli-doctor-agents = Agenter som finns
cli-doctor-settings = Inställningar
cli-doctor-settings-kept = Inställningar kan sparas
cli-doctor-language = Språk
cli-doctor-project = Projekt
cli-doctor-mode = Läge
cli-doctor-manifest = Manifest
cli-doctor-writable = Skrivbart
cli-doctor-teams = Team
cli-doctor-mega-files = Megafiler
cli-doctor-trees = Påbörjade träd
cli-doctor-result = Resultat
cli-no-window = Det här dectet byggdes utan sitt fönster.
    .next = Använd dess verb (dectet --help), eller bygg det med funktionen ”gui”.
cli-not-in-project = { $path } ligger inte i det här projektet.
    .next = Ange en fil i projektet, eller ett annat projekt med --workspace.
cli-more-like-it = { $count ->
        [one] … och 1 till som ”{ $example }”
       *[other] … och { $count } till som ”{ $example }”
    }
cli-reported = { $team } är { $status }
