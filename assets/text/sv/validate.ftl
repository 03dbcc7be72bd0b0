# Grindar: deras namn
gate-integrated = Konflikter
gate-parses = Alla filer går att tolka
gate-markers = Konfliktmarkeringar
gate-placeholders = Kvarglömda platshållare
gate-reminders = TODO och FIXME
gate-stubs = Utelämnad kod
gate-empty = Tomma filer
gate-imports = Importer
gate-contract = Kontrakt
gate-documentation = Dokumentation
gate-post-generation = Mega-filernas kontroller
gate-files = Filer
gate-lines = Rader
gate-team-lines = Ett teams rader
gate-round = Omgång
gate-coverage = Testtäckning
gate-command = Kommando

# Hur det står till
gate-integrated-never = Inget har integrerats än: teamens träd har granskats sida vid sida.
    .next = Integrera i vyn Konflikter, eller med ”dectet integrate”.
gate-integrated-all = { $kept_out ->
    [0] Den senaste integrationen lämnade inget öppet.
    [one] Den senaste integrationen lämnade inget öppet; 1 sökväg hölls utanför.
   *[other] Den senaste integrationen lämnade inget öppet; { $kept_out } sökvägar hölls utanför.
}
gate-integrated-open = { $count ->
    [one] 1 konflikt är öppen. Dess fil har kvar versionen från innan teamen började, eller saknas.
   *[other] { $count } konflikter är öppna. Deras filer har kvar versionen från innan teamen började, eller saknas.
}
    .next = Lös dem i vyn Konflikter och integrera igen.
gate-parses-none = Ingen fil är på ett språk som kan kontrolleras.
gate-parses-all = { $files ->
    [one] Den enda fil som kan kontrolleras går att tolka.
   *[other] Alla { $files } filer som kan kontrolleras går att tolka.
}
gate-parses-not = { $count ->
    [one] 1 av { $files } filer går inte att tolka på sitt språk.
   *[other] { $count } av { $files } filer går inte att tolka på sitt språk.
}
    .next = Ge filerna till sina team, med prompten för att rätta dem.
gate-markers-none = Ingen fil innehåller konfliktmarkeringar.
gate-markers-some = { $count ->
    [one] 1 fil innehåller konfliktmarkeringar.
   *[other] { $count } filer innehåller konfliktmarkeringar.
}
    .next = Lös dem: ”dectet resolve” läser tillbaka markeringarna.
gate-placeholders-none = Ingen mall har lämnat kvar en platshållare.
gate-placeholders-some = { $count ->
    [one] 1 rad har en platshållare som ingen mall har fyllt i.
   *[other] { $count } rader i { $files } filer har platshållare som ingen mall har fyllt i.
}
    .next = Rätta mallen som skapade dem och expandera igen.
gate-reminders-none = Ingen kommentar säger TODO eller FIXME.
gate-reminders-some = { $count ->
    [one] 1 kommentar säger att något återstår att göra.
   *[other] { $count } kommentarer i { $files } filer säger att något återstår att göra.
}
    .next = Låt teamen göra det, eller bestäm att det inte behövs.
gate-stubs-none = Inget säger att kod har utelämnats.
gate-stubs-some = { $count ->
    [one] 1 rad står för kod som inte finns.
   *[other] { $count } rader i { $files } filer står för kod som inte finns.
}
    .next = Låt teamen skriva det som saknas.
gate-empty-none = Ingen fil är tom.
gate-empty-some = { $count ->
    [one] 1 fil är tom.
   *[other] { $count } filer är tomma.
}
    .next = Fyll dem, eller ta bort deras mall.
gate-imports-none = Ingen fil importerar något som går att följa.
gate-imports-all = { $imports ->
    [one] Den enda import som går att följa leder till en fil eller ett namngivet paket.
   *[other] Alla { $imports } importer som går att följa leder till en fil eller ett namngivet paket.
}
gate-imports-some = { $count ->
    [one] 1 import leder ingenstans.
   *[other] { $count } importer leder ingenstans.
}
    .next = Ange paketen i package.json och skriv de filer som saknas.
gate-contract-none = Manifestet anger inget kontrakt med en fil.
gate-contract-kept = { $artifact } finns, och ingen utom { $owner } har ändrat den.
gate-contract-missing = { $artifact } saknas.
    .next = Det är { $owner } som ska skriva den.
gate-contract-changed = { $artifact } har ändrats av ett team som inte äger den.
    .next = Låt { $owner } avgöra: överenskomna ändringar hör hemma i dess eget träd.
gate-documentation-none = Inget team har skrivit något än.
gate-documentation-all = { $teams ->
    [one] Teamets del är dokumenterad.
   *[other] Alla { $teams } teams delar är dokumenterade.
}
gate-documentation-some = { $count ->
    [one] 1 teams del saknar dokumentation.
   *[other] { $count } teams delar saknar dokumentation.
}
    .next = Det räcker med en README i delen, eller en sida i dokumentationen som nämner dess mapp.
gate-post-generation-none = Ingen mega-fil ber om en kontroll av det den skapar.
gate-post-generation-all = { $mega_files ->
    [one] 1 mega-fil ber om kontroller, och dess { $outputs } filer klarar dem.
   *[other] { $mega_files } mega-filer ber om kontroller, och deras { $outputs } filer klarar dem.
}
gate-post-generation-not = { $count ->
    [one] 1 av { $outputs } filer klarar inte den kontroll som dess mega-fil ber om.
   *[other] { $count } av { $outputs } filer klarar inte de kontroller som deras mega-filer ber om.
}
    .next = Rätta mallarna och expandera igen.
gate-files-no-target = { $is ->
    [one] 1 fil. Manifestet anger inget antal.
   *[other] { $is } filer. Manifestet anger inget antal.
}
gate-files-below = { $is } filer, minst { $least } är beställda.
    .next = Se vilka team som ligger under sina mål.
gate-files-above = { $is } filer, fler än de { $most } som var planerade.
gate-files-right = { $is } filer, som beställt (minst { $least }).
gate-lines-no-target = { $is } rader. Manifestet anger inget antal.
gate-lines-below = { $is } rader, minst { $least } är beställda.
    .next = Se vad som saknas, eller sänk målet i manifestet.
gate-lines-above = { $is } rader, fler än de { $most } som var planerade.
gate-lines-right = { $is } rader, som beställt (minst { $least }).
gate-round-not-yet = Inte där än: { $teams } har inte skrivit något.
gate-round-reached = { $is } rader efter omgången, { $least } är beställda.
gate-round-below = { $is } rader efter omgången, { $least } är beställda.
    .next = Låt omgångens team fortsätta, eller ändra vad omgången ska ge.
gate-coverage-none = Manifestet ber inte om någon testtäckning.
gate-coverage-no-report-named = Manifestet ber om testtäckning men anger ingen rapport.
    .next = Lägg till ”report” under validation.coverage: lcov, Cobertura-XML eller istanbul-JSON.
gate-coverage-no-report = Rapporten { $path } finns inte, varken i integrated/ eller i projektet.
    .next = Kör testerna så att de skriver den.
coverage-unreadable = Rapporten { $path } är varken lcov, Cobertura-XML eller istanbul-JSON, eller säger inget om rader.
    .next = Välj ett av de tre formaten i testernas egna inställningar.
gate-coverage-no-minimum = { $is } % av raderna är täckta. Manifestet anger inget minimum.
gate-coverage-enough = { $is } % av raderna är täckta ({ $covered } av { $total }), { $least } % är beställda.
gate-coverage-below = { $is } % av raderna är täckta ({ $covered } av { $total }), { $least } % är beställda.
    .next = Mest finns att vinna i de filer som står först.
gate-command-none = Manifestet anger inget kommando.
gate-command-well = Det slutade väl efter { $seconds } s.
gate-command-failed = Det slutade med felkod { $code } efter { $seconds } s.
    .next = Dess sista rader visas.
gate-command-killed = Något avbröt det efter { $seconds } s.
    .next = Dess sista rader visas.
gate-command-timed-out = Det avbröts: det tog längre tid än de { $secs } s som det får ta.
    .next = Höj ”timeout” i manifestet, eller se i de sista raderna var det står stilla.
gate-command-not-started = Det kunde inte startas: { $why }
    .next = Kontrollera att programmet är installerat och rätt stavat i manifestet.
gate-command-cancelled = Det stoppades.
    .next = Validera igen.
gate-command-not-run = Det kördes inte.
    .next = Validera igen.
gate-command-under-way = Det återstår att köra.
gate-command-skipped = Det utelämnades med avsikt.
gate-command-not-trusted = Det kördes inte: ingen har sagt att den här mappens kommandon är betrodda.
    .next = Titta på kommandona och lita sedan på dem i vyn Rapport, eller med ”dectet validate --trust”.
gate-command-no-result = Det körs i integrated/, och inget har integrerats än.
    .next = Integrera först.
gate-command-no-folder = Dess mapp { $folder } finns inte.
    .next = Ändra ”in” i manifestet.
validate-nothing = Det finns inget att validera: varken integrated/ eller något teams träd har en fil.
    .next = Expandera mega-filerna först.

# Vad de hittade
finding-conflict = Öppen konflikt: { $kind } ({ $teams })
finding-syntax = { $line ->
    [0] Går inte att tolka som { $language }
   *[other] Går inte att tolka som { $language }, från rad { $line }
}
finding-marker = Konfliktmarkeringar
finding-placeholder = Platshållare som inget har fyllt i
finding-reminder = { $word } i en kommentar
finding-stub = Står för kod som inte finns
finding-empty = Inget i den
finding-import = Importerar ”{ $target }”, som inte finns
finding-package = { $files ->
    [one] Importerar paketet ”{ $package }”, som ingen package.json anger
   *[other] Importerar paketet ”{ $package }”, som ingen package.json anger ({ $files } filer gör det)
}
finding-contract-missing = { $contract }: filen { $artifact } saknas
finding-contract-changed = { $contract }: ändrad av { $team }
finding-documentation = { $name } saknar dokumentation
finding-team-lines = { $lines } rader av minst { $least }
finding-output = Utskrift
finding-coverage = { $name }: { $is } % täckt, { $missing ->
    [one] 1 rad är det inte
   *[other] { $missing } rader är det inte
}

# Tal över tid
metric-failed = Underkända grindar
metric-files = Filer
metric-lines = Rader
metric-integrated = Öppna konflikter
metric-parses = Filer som inte går att tolka
metric-placeholders = Platshållare
metric-stubs = Utelämnad kod
metric-reminders = TODO och FIXME
metric-imports = Importer som leder ingenstans
metric-markers = Konfliktmarkeringar
metric-empty = Tomma filer
metric-coverage = Täckning, %

# Jobb
job-validate = Validerar
job-validate-files = Tittar på filer
job-validate-commands = Kör kommandon
job-report = Skriver rapporten

# Hur en grind slutade, i ord
state-pass = Godkänd
state-fail = Underkänd
state-not-measured = Inte mätt

# Terminalen
cli-validate-counts = { $failed ->
    [0] { $passed } grindar är godkända, ingen är underkänd, { $unmeasured } är inte mätta.
    [one] { $passed } grindar är godkända, 1 är underkänd, { $unmeasured } är inte mätta.
   *[other] { $passed } grindar är godkända, { $failed } är underkända, { $unmeasured } är inte mätta.
}
cli-validate-size = { $tree ->
    [teams] Teamens träd: { $files } filer, { $lines } rader ({ $code } med kod)
   *[other] integrated/: { $files } filer, { $lines } rader ({ $code } med kod)
}
cli-validate-more = { $count ->
    [one] och 1 till (--all visar den, --json också)
   *[other] och { $count } till (--all visar dem, --json också)
}
cli-validate-since = Sedan förra gången
cli-validate-from = skapad av { $place }
cli-validate-commands = Dessa kommandon i manifestet körs med dina rättigheter:
cli-validate-ask = Köra dem? Skriv j och Enter; allt annat utelämnar dem.
cli-validate-trusted = Betrodda från och med nu, så länge de är desamma.
cli-validate-begins = ▶ { $name }: { $line }
cli-validate-report = Rapport: { $path }
