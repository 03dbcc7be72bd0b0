# Konflikter och sammanslagning
boundary-another-teams = { $team } skrev { $path }, som tillhör { $owner }.
    .next = Håll den utanför, eller släpp in den med ett skäl; båda delarna syns i rapporten.
boundary-forbidden = { $team } skrev { $path }, vilket manifestet förbjuder.
    .next = Håll den utanför, eller släpp in den med ett skäl; båda delarna syns i rapporten.
conflict-text-changed = { $teams } team har ändrat samma rader i { $path } på olika sätt.
    .next = Välj en sida för varje ställe, flera i ordning, eller skriv själv.
conflict-text-added = { $teams } team har var för sig lagt till { $path }, med olika innehåll.
    .next = Välj en sida för varje ställe, flera i ordning, eller skriv själv.
conflict-modify-delete = { $path } ändrades av ett team och togs bort av ett annat.
    .next = Välj en version, eller ta bort filen.
conflict-file-directory = { $path } är en fil för ett team och en mapp för ett annat.
    .next = Välj filen eller mappen.
conflict-types = { $path } är en länk för ett team och en fil för ett annat, eller länkar som leder till olika ställen.
    .next = Välj en version.
conflict-modes = { $path } får köras som program enligt ett team men inte enligt ett annat.
    .next = Välj en version.
conflict-binary = { $path } är inte text, och { $teams } team har ändrat den på olika sätt.
    .next = Välj en version.
conflict-lockfile = { $path } skrivs av en pakethanterare; rader ur { $teams } versioner tillsammans vore ingens.
    .next = Välj en version och låt sedan pakethanteraren skriva om den.
case-collision = { $path } och { $other } skiljer sig bara i versaler eller accenter: på många system är de samma fil.
    .next = Byt namn på en av dem.
leftover-markers = { $path } innehåller konfliktmarkörer som någon har lämnat kvar.
    .next = Öppna filen och ta bort markörerna.
unclaimed-paths = { $count ->
        [one] { $team } skrev { $path }, som inget team äger.
       *[other] { $team } skrev { $count } filer som inget team äger, till exempel { $path }.
    }
    .next = Inget behöver göras; ge sökvägen till ett team i manifestet om den ska ha en ägare.
merge-files-sides = En sammanslagning behöver minst två sidor, men { $count } angavs.
    .next = Ange först basen, sedan varje sida: dectet merge-files BAS SIDA SIDA…
merge-files-binary = { $path } är inte text och kan därför inte slås samman rad för rad.
    .next = Välj en av filerna som helhet.
