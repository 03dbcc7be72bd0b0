gate-of = { $gate }: { $subject }
report-page = Rapportens sida kunde inte skapas: { $message }
    .next = Validera igen, och hör av dig med ”dectet doctor” om det fortsätter.

# Hur en konflikt löstes
decided-side = Versionen från { $teams } togs i sin helhet
decided-runs = { $count ->
    [0] Avgjort stycke för stycke
    [one] Raderna från { $teams } togs
   *[other] Raderna från { $teams } sattes samman
}
decided-base = Versionen från innan teamen började togs
decided-delete = Filen togs bort
decided-keep-out = Hölls utanför resultatet
decided-let-in = Släpptes in i resultatet som undantag

# Sidan
report-title = Rapport: { $project }
report-of = Validerad { $time }
report-tree = { $tree ->
    [teams] Det som granskades: teamens träd, eftersom inget har integrerats än
   *[other] Det som granskades: integrated/
}
report-well = Allt som beställdes finns där.
report-not-well = { $failed ->
    [0] Något som beställdes kunde inte mätas.
    [one] 1 grind är underkänd.
   *[other] { $failed } grindar är underkända.
}
report-summary = Sammanfattning
report-passed = Godkända
report-failed = Underkända
report-not-measured = Inte mätta
report-files = Filer
report-lines = Rader
report-code = Rader med kod
report-since = Sedan förra gången
report-better = bättre
report-worse = sämre
report-changed = ändrat
report-from-to = från { $before } till { $now }
report-gates = Grindar
report-gate = Grind
report-state = Läge
report-says = Vad den säger
report-next = Nästa steg
report-findings = { $count ->
    [one] 1 fynd
   *[other] { $count } fynd
}
report-place = Plats
report-finding = Fynd
report-team = Team
report-made-by = Skapad av
report-not-listed = { $count ->
    [one] 1 till visas inte här.
   *[other] { $count } till visas inte här.
}
report-teams = Team
report-target = Mål
report-tests = Testfiler
report-rounds = Omgångar
report-round = Omgång
report-round-missing = inte skrivet än: { $teams }
report-timeline = Tidslinje
report-phase = Fas
report-planned = Planerat
report-real = Verkligt
report-minutes = { $count } min
report-not-reached = nåddes inte
report-over = { $count } min för långt
report-conflicts = Konflikter
report-conflicts-none = Den senaste integrationen mötte ingen konflikt som behövde en människa.
report-conflicts-never = Inget har integrerats än.
report-merged = { $count ->
    [0] Ingen fil sammanfogades av sig själv från flera team.
    [one] 1 fil sammanfogades av sig själv från flera team, utan konflikt.
   *[other] { $count } filer sammanfogades av sig själva från flera team, utan konflikt.
}
report-open = Öppna
report-settled = Lösta
report-kept-out = Hölls utanför
report-exceptions = Undantag
report-exceptions-none = Ingen släpptes in på ett annat teams sökvägar.
report-file = Fil
report-kind = Slag
report-between = Mellan
report-how = Hur
report-by = Av
report-by-person = den som leder projektet
report-reason = Skäl
report-commands = Kommandon
report-command = Kommando
report-seconds = Sekunder
report-last-lines = Sista raderna från { $name }
report-cost = Kostnad
report-tokens = Tokens
report-usd = US-dollar
report-total = Totalt
report-history = Över tid
report-chart = { $name }: { $count } valideringar, från { $first } till { $last }, mellan { $least } och { $most }
report-none = inget
report-foot = Skapad av Dectet { $version }. Sidan innehåller allt den visar: den behöver inget nätverk.

# Prompten som rättar det som en grind hittade
fix-title = Rätta: { $gate }
fix-who = Du är team { $name } ({ $id }) i projektet { $project }. Resultatet har validerats, och det här är ditt att rätta.
fix-who-all = Resultatet av projektet { $project } har validerats, och det här ska rättas.
fix-yours = { $count ->
    [0] Det som hittades står nedan.
    [one] 1 fynd är ditt.
   *[other] { $count } fynd är dina.
}
fix-findings = Det som hittades
fix-command = Kommandot { $command }, kört i { $folder }, slutade så här:
fix-more = { $count ->
    [one] och 1 till av samma slag
   *[other] och { $count } till av samma slag
}
fix-made-by = skapad av { $place }
fix-rules = Regler
fix-rule-template = Där en mega-fil har skapat raden: ändra mallen där, inte den genererade filen. Nästa expansion skulle annars återföra felet.
fix-rule-write = Skriv bara i { $paths }.
fix-rule-forbidden = Skriv aldrig i { $paths }.
fix-rule-only = Rätta det som står i listan och inget annat. Om ett fynd inte är något fel: säg varför i stället för att dölja det.
fix-rule-done = När du är klar: skriv [COMPLETE] på en egen rad, med det du ändrade.

# Vyn
view-report = Rapport
action-report = Gå till Rapport
action-validate = Validera resultatet
action-write-report = Skriv rapporten
notice-validated = { $failed ->
    [0] Validerat: { $passed } grindar är godkända, ingen är underkänd
    [one] Validerat: { $passed } grindar är godkända, 1 är underkänd
   *[other] Validerat: { $passed } grindar är godkända, { $failed } är underkända
}
notice-report = Rapporten finns i { $path }
report-heading = Rapport
report-validate = Validera
report-validate-again = Validera igen
report-write = Skriv rapporten
report-write-hint = En sida som öppnas var som helst utan nätverk, och detsamma som JSON, i reports/
report-open-page = Öppna rapporten
report-under-way = Tittar på det som kom ut…
report-empty-title = Är det som det beställdes?
report-empty-text = En validering tittar på varje fil i resultatet: går den att tolka, har något utelämnats, leder importerna någonstans, står kontrakten fast, finns det så mycket som planerades. Den kör manifestets kommandon när du litar på dem, och säger om varje grind är godkänd, underkänd eller inte kunde mätas.
report-count-failed = { $count ->
    [one] 1 underkänd
   *[other] { $count } underkända
}
report-count-passed = { $count ->
    [one] 1 godkänd
   *[other] { $count } godkända
}
report-count-unmeasured = { $count ->
    [one] 1 inte mätt
   *[other] { $count } inte mätta
}
report-of-teams = Teamens träd
report-of-integrated = integrated/
report-size = { $files } filer, { $lines } rader
report-old = Träden har ändrats sedan dess: validera igen för att se hur det står till.
report-side-by-side = Kör kommandona sida vid sida
report-side-by-side-hint = Snabbare, när inget av dem behöver det ett annat skapar
report-all-gates = Alla ({ $count })
report-attention = Behöver dig ({ $count })
report-nothing-needs-you = Ingen grind är underkänd, och allt som beställdes har mätts.
report-show-more = Visa { $count } till
report-copy-fix = Kopiera en prompt som rättar detta för { $team } ({ $count })
report-copy-fix-all = Kopiera en prompt som rättar detta
report-copy-fix-hint = Vad som hittades, var, vad som skapade det, och vad teamet får röra
report-copied = Prompten ligger i urklipp.
report-copied-for = Prompten för { $team } ligger i urklipp.
report-open-file = Öppna { $path }
report-go-to-origin = Gå till det som skapade den, { $place }
report-go-to-team = Gå till team { $team }
report-trust-title = Får dessa kommandon köras?
report-trust-text = Manifestet anger dem som kontroller av resultatet. De körs med dina rättigheter. Ditt svar gäller exakt den här mappen och dessa kommandon.
report-trust-in = i { $folder }
report-trust-button = Lita på dessa kommandon
report-commands-run = Kommandon
report-command-runs = körs
report-command-waits = väntar
report-below = under målet
report-reached = nått
report-far = { $team }, { $percent } % av sitt mål
report-round-far = { $lines } av { $target } rader
report-history-first = Från den andra valideringen visar diagram här vad som har rört sig.
report-history-same = Inget har rört sig på { $count } valideringar.
report-go-to-conflict = Gå till konflikten
report-go-to-conflict-in = Gå till konflikten i { $path }
