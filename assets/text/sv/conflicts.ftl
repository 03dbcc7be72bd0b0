# Vyn Konflikter. Ett ställe är en plats i en fil där sidorna skiljer sig.
conflicts-title = Konflikter
conflicts-left = { $open } av { $all } kvar
conflicts-all-settled = { $all ->
    [one] Konflikten är avgjord
   *[other] Alla { $all } är avgjorda
}
conflicts-look = Leta efter konflikter
conflicts-look-again = Leta igen
conflicts-integrate = Integrera · skriv { $count ->
    [one] 1 fil
   *[other] { $count } filer
}
conflicts-integrate-open = Integrera, lämna { $open } öppna
conflicts-open-hint = { $open ->
    [one] Den öppna konfliktens fil behåller sin basversion, eller utelämnas där ingen finns.
   *[other] Öppna konflikters filer behåller sin basversion, eller utelämnas där ingen finns.
}
conflicts-old = Teamens träd har ändrats sedan dess. Leta igen för att se vad som är nytt; dina beslut finns kvar.
conflicts-take-back = Ta tillbaka
conflicts-take-back-hint = Återställer integrated/ till hur det var före den senaste integrationen
conflicts-report = { $written } av { $files } filer skrivna till integrated/, { $lines } rader totalt
conflicts-report-removed = { $count } borttagna
conflicts-report-merged = { $count } sammanslagna utan fråga
conflicts-report-resolved = { $count ->
    [one] 1 konflikt avgjord
   *[other] { $count } konflikter avgjorda
}
conflicts-report-open = { $count } öppna
conflicts-report-kept-out = { $count } hållna utanför
conflicts-report-commit = incheckning { $commit }
conflicts-report-file = rapport i { $file }

conflicts-empty-title = Ingen har letat än
conflicts-empty-text = Dectet jämför alla teams träd med det som de utgick från. Det som två av dem har skrivit olika kommer hit, sida vid sida, och avgörs med klick.
conflicts-no-trees-title = Inga träd än
conflicts-no-trees-text = Teamen har inte skrivit något än. Expandera deras megafiler först; det som de skriver ligger i teams/.
conflicts-go-expand = Gå till megafilerna
conflicts-none-title = { $sides ->
    [one] Ett träd, ingen konflikt
   *[other] { $sides } träd, ingen konflikt
}
conflicts-none-text = Resultatet har { $files ->
    [one] 1 fil
   *[other] { $files } filer
}{ $merged ->
    [0] .
    [one] ; 1 av dem skrevs av flera team och går ihop av sig själv.
   *[other] ; { $merged } av dem skrevs av flera team och går ihop av sig själva.
}

conflicts-filter-all = Alla { $count }
conflicts-filter-open = Öppna { $count }
conflicts-filter-settled = Avgjorda { $count }
conflicts-notes = { $count ->
    [one] 1 notis
   *[other] { $count } notiser
}
conflicts-row-open = { $path }, { $kind }, öppen
conflicts-row-settled = { $path }, { $kind }, avgjord
conflict-kind-add-add = Tillagd av flera
conflict-kind-several-writers = Ändrad av flera
conflict-kind-boundary = Utanför gränserna
conflict-kind-modify-delete = Ändrad och borttagen
conflict-kind-file-directory = Fil och mapp
conflict-kind-modes = Olika rättigheter
conflict-kind-types = Olika slag
conflict-kind-binary = Inte text
conflict-kind-lockfile = Låsfiler

conflicts-next = Nästa konflikt
conflicts-previous = Föregående konflikt
conflicts-which = { $number } av { $all }
conflicts-owned = Ägs av { $team }
conflicts-owner = äger sökvägen
conflicts-whole-file = Hela filen
conflicts-whole-team = Ta { $team } för hela filen
conflicts-whole-base = Ta bas för hela filen
conflicts-show-base = Visa bas
conflicts-reopen = Öppna igen
conflicts-folded = { $count ->
    [one] 1 rad som alla är överens om
   *[other] { $count } rader som alla är överens om
}

conflicts-run = Ställe { $run } av { $all }
conflicts-run-name = Ställe { $run } av { $all }
conflicts-at-line = rad { $line }
conflicts-at-lines = rad { $from }–{ $to }
conflicts-base = Bas
conflicts-base-hint = Det som alla utgick från
conflicts-nothing = Inget
conflicts-edit = Skriv…
conflicts-same = skrev samma sak
conflicts-untouched = { $teams } lät raderna vara som de var
conflicts-take = Ta { $team }, ställe { $run }
conflicts-take-base = Ta bas, ställe { $run }
conflicts-take-nothing = Ta inget, ställe { $run }
conflicts-edit-run = Skriv ställe { $run }
conflicts-reopen-run = Öppna ställe { $run } igen
conflicts-result = Resultat
conflicts-result-open = Öppet: välj en sida, eller flera i ordning
conflicts-result-base = Bas, som alla började
conflicts-result-nothing = Inget: raderna utelämnas
conflicts-result-edited = Skrivet för hand
conflicts-then = { $first }, sedan { $next }
conflicts-editing = Skriv det som ska stå här
conflicts-edit-field = Text för ställe { $run }
conflicts-edit-done = Klar
conflicts-edit-cancel = Avbryt

conflicts-version-take = Ta { $team }s version
conflicts-version-deleted = Ta bort filen
conflicts-version-deleted-name = Ta bort filen, som { $team } gjorde
conflicts-version-base = Behåll basversionen
conflicts-delete = Ingen fil
conflicts-delete-name = Ingen fil på { $path }
conflicts-entry-none = Borttagen
conflicts-entry-file = Fil, { $size }
conflicts-entry-executable = Körbar fil, { $size }
conflicts-entry-link = Symbolisk länk, { $size }

conflicts-boundary-of = skrev i en sökväg som tillhör
conflicts-boundary-forbidden = skrev där manifestet förbjuder det
conflicts-keep-out = Håll det utanför
conflicts-kept-out = Det stannar i teamets träd och ingår inte i resultatet.
conflicts-let-in = Släpp in det…
conflicts-let-in-now = Släpp in det
conflicts-reason = Skäl att släppa in det
conflicts-reason-hint = Varför får teamet skriva här?
conflicts-let-in-because = Insläppt: { $reason }
conflicts-boundary-open = Tills du bestämmer hålls det utanför.
conflicts-text-of = Text från { $team }, ställe { $run }
conflicts-result-name = Resultat av ställe { $run }
conflicts-version-text = Text från { $team }
conflicts-boundary-text = Det som teamet skrev
keys-conflict-next = I Konflikter: nästa ställe
keys-conflict-previous = I Konflikter: föregående ställe
keys-conflict-side = I Konflikter: ta en sida, eller en till
keys-conflict-rest = I Konflikter: bas, inget, skriv, öppna igen
keys-conflict-done = I Konflikter: klar med att skriva
conflicts-looking-title = Läser teamens träd
