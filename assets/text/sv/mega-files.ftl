# mega-files

## The code editor

code-find = Sök
code-find-open = Sök…
code-find-case = Skilj på stora och små bokstäver
code-find-word = Hela ord
code-find-regex = Reguljärt uttryck
code-find-next = Nästa träff
code-find-previous = Föregående träff
code-find-close = Stäng sökningen
code-find-none = Inga träffar
code-find-at = { $number } av { $count }
code-find-count = { $count ->
    [one] 1 träff
   *[other] { $count } träffar
}
code-replace-toggle = Visa fältet för att ersätta
code-replace-with = Ersätt med
code-replace-one = Ersätt
code-replace-all = { $count ->
    [one] Ersätt 1 träff
   *[other] Ersätt alla { $count }
}
code-go-to-line = Gå till rad…
code-go-to-line-label = Gå till rad (1–{ $count })
code-cut = Klipp ut
code-copy = Kopiera
code-paste = Klistra in
code-select-all = Markera allt
code-comment = Kommentera eller avkommentera
code-fold-all = Vik ihop alla block
code-unfold-all = Veckla ut alla block
code-wrap = Bryt långa rader
code-whitespace = Visa blanksteg och tabbar
code-ruler = Översiktslinjal
code-offer = Infoga { $text }

## The Mega-files view

mega-view-editor = Megafilens text
mega-view-unsaved = Inte sparad än
mega-view-read-only = Ett annat fönster skriver i det här projektet. Ta över det för att redigera här.
mega-view-place = Rad { $line }, kolumn { $column }
mega-view-find = Sök i den här megafilen
mega-view-not-text = Filen är inte text
mega-view-not-text-why = { $path } är inte UTF-8 och kan därför inte redigeras här. Spara den som UTF-8 med ett annat program.
mega-view-clash = Filen ändrades på disken medan den hade osparade ändringar här.
mega-view-team-row = { $team }, { $count ->
    [0] inga megafiler
    [one] 1 megafil
   *[other] { $count } megafiler
}
mega-view-team-makes = { $files ->
    [one] Ger 1 fil, { $lines } rader
   *[other] Ger { $files } filer, { $lines } rader
}
mega-view-team-target = Manifestet ber om { $min }–{ $max } rader
mega-view-file-makes = { $files ->
    [one] Ger 1 fil
   *[other] Ger { $files } filer
}
mega-view-file-errors = { $count ->
    [one] 1 fel
   *[other] { $count } fel
}
mega-view-new = Ny megafil…
mega-view-new-for = Ny megafil för { $team }
mega-view-new-title = Ny megafil
mega-view-new-name = Namn på den nya megafilen för { $team }
mega-view-new-hint = beställningar
mega-view-new-why = Blir filnamnet: små bokstäver, med bindestreck.
mega-view-new-exists = { $path } finns redan. Välj ett annat namn.
mega-view-new-create = Skapa megafilen
mega-view-cancel = Avbryt
mega-view-none = Inga megafiler än
mega-view-none-why = En megafil är en sida med regler och mallar som blir hundra filer. Teamen skriver sina i { $folder }/, och det de skriver visas här.
mega-view-makes = { $count ->
    [0] Ger inga filer
    [one] Ger 1 fil, { $lines } rader
   *[other] Ger { $files } filer, { $lines } rader
}
mega-view-estimate-both = Uppskattat: { $files } filer, { $lines } rader
mega-view-estimate-files = Uppskattat: { $files } filer
mega-view-estimate-lines = Uppskattat: { $lines } rader
mega-view-last-good = Som före felet
mega-view-last-good-why = Texten går inte att läsa som den står. Så här blev det när det gick.
mega-view-state-new = ny
mega-view-state-changed = ändrad
mega-view-state-same = oförändrad
mega-view-state-edited = ändrad för hand
mega-view-state-outside = utanför teamets sökvägar
mega-view-state-collision = samma sökväg två gånger
mega-view-show-only = Visa bara { $state }
mega-view-root-folder = Översta mappen
mega-view-folder = Mappen { $folder }
mega-view-no-outputs = Det blir inga filer av det här
mega-view-no-outputs-why = Lägg till en mall under generation_templates och en entitet för den under expansion_rules.
mega-view-no-outputs-problems = Problemen under texten säger varför.
mega-view-computing = Räknar ut vad det blir …
mega-view-origin = från { $template }
mega-view-origin-subject = från { $template } för { $subject }
mega-view-output-text = Den valda filens text
mega-view-output-close = Stäng filen
mega-view-output-origin = Gå till mallen
mega-view-output-unknown = Filen kan inte visas förrän dess mall fungerar.
mega-view-problems = { $count ->
    [one] 1 problem
   *[other] { $count } problem
}
mega-view-problems-more = Och { $count } till.
mega-view-problem-line = Rad { $line }
mega-view-problem-name = { $line ->
    [0] Problem: { $text }
   *[other] Problem på rad { $line }: { $text }
}
mega-view-expand-this = Expandera den här
mega-view-expand-team = Expandera { $team }
mega-view-expand-all = Expandera alla
mega-view-expand-everything = allt
mega-view-expand-about = { $count ->
    [one] 1 fil är ny eller annorlunda. Först ser du vad som skulle skrivas.
   *[other] { $count } filer är nya eller annorlunda. Först ser du vad som skulle skrivas.
}
mega-view-expand-nothing = Alla filer är som megafilerna säger.
mega-view-sheet-title = Expandera { $what }
mega-view-sheet-back = Tillbaka till listan
mega-view-sheet-close = Klart
mega-view-counting = Räknar vad som skulle skrivas …
mega-view-writing = Skriver …
mega-view-so-far = { $done } av { $total }
mega-view-stop = Stoppa
mega-view-write-files = { $count ->
    [one] Skriv 1 fil
   *[other] Skriv { $count } filer
}
mega-view-remove-files = { $count ->
    [one] Ta bort 1 fil
   *[other] Ta bort { $count } filer
}
mega-view-write-and-remove = { $count ->
    [one] Skriv 1 fil, ta bort { $removes }
   *[other] Skriv { $count } filer, ta bort { $removes }
}
mega-view-prune = { $count ->
    [one] Ta bort 1 fil vars mall är borta
   *[other] Ta bort { $count } filer vars mallar är borta
}
mega-view-nothing-to-write = Varje fil är som megafilerna säger. Det finns inget att skriva.
mega-view-nothing-made = Inget skulle skrivas. Problemen nedan säger varför.
mega-view-written = { $count ->
    [0] Inget behövde skrivas ({ $seconds } s)
    [one] Skrev 1 fil på { $seconds } s
   *[other] Skrev { $count } filer på { $seconds } s
}
mega-view-stopped = { $count ->
    [one] Stoppades efter 1 fil. Nästa expansion gör den klar.
   *[other] Stoppades efter { $count } filer. Nästa expansion gör den klar.
}
mega-view-will-create = skapas
mega-view-will-change = ändras
mega-view-will-merge = ändrade för hand: ändringarna förenas med den nya texten
mega-view-will-keep = ändrade för hand: de får stå kvar, för ändringarna krockar med den nya texten
mega-view-unchanged = oförändrade
mega-view-done-created = skapade
mega-view-done-changed = ändrade
mega-view-done-merged = förenade med ändringar för hand
mega-view-done-kept = kvar som de ändrats; lös dem under Konflikter
mega-view-done-removed = borttagna
mega-view-orphans = vars mall är borta
mega-view-log = Logg
mega-view-log-hover = Vad som skrivits sedan projektet öppnades
mega-view-log-title = Vad som skrivits
mega-view-log-entry = { $time }, { $count ->
    [0] inget att skriva
    [one] 1 fil skriven
   *[other] { $count } filer skrivna
}{ $removed ->
    [0] {""}
   *[other] , { $removed } borttagna
}
mega-view-list-kept = Ändrade filer som står kvar ({ $count })
mega-view-list-merged = Förenade med ändringar ({ $count })
mega-view-list-changed = Ändrade filer ({ $count })
mega-view-list-created = Nya filer ({ $count })
mega-view-list-orphans = Filer vars mall är borta ({ $count })
mega-view-is-key = nyckel
mega-view-is-team = team
mega-view-is-value = värde
mega-view-is-type = typ
mega-view-is-template = mall i den här filen
mega-view-is-variable = variabel
mega-view-is-own-variable = variabel hos entiteterna här
mega-view-is-attribute = hos ett attribut
mega-view-is-filter = filter
mega-view-is-tag = tagg
mega-view-changes = Ändringar
mega-view-changes-name = Jämför med det som finns på disken
mega-view-errors = { $count } fel
mega-view-warnings = { $count ->
    [one] 1 varning
   *[other] { $count } varningar
}
mega-view-notes = { $count ->
    [one] 1 anmärkning
   *[other] { $count } anmärkningar
}
mega-view-problem-file-line = { $file }, rad { $line }
