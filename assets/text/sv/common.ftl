# Vyerna
view-home = Hem
view-teams = Team
view-mega-files = Megafiler
view-conflicts = Konflikter
rail-waiting = { $view }, { $count } väntar
rail-needs-project = Öppna ett projekt först

# Det som går att göra: menyer, palett, tangenter
action-home = Gå till Hem
action-teams = Gå till Team
action-mega-files = Gå till Megafiler
action-conflicts = Gå till Konflikter
action-new = Nytt projekt…
action-open = Öppna mapp…
action-close = Stäng projektet
action-save = Spara allt
action-undo = Ångra
action-redo = Gör om
action-expand = Expandera alla megafiler
action-find-conflicts = Leta efter konflikter
action-integrate = Integrera alla träd
action-prompts = Skriv teamens promptar
action-show-prompts = Visa teamens promptar
action-copy-prompts = Kopiera alla promptar i en text
action-brief-next = Kopiera prompten till nästa som inte har fått sin
action-take-back = Ta tillbaka senaste expansionen eller integrationen
action-problems = Visa problem
action-dark = Byt till mörkt
action-light = Byt till ljust
action-system-theme = Mörkt eller ljust som systemet
action-english = Byt till engelska (English)
action-swedish = Byt till svenska
action-palette = Kommandopalett
action-keys = Visa tangenter
action-quit = Avsluta

# Steg som går att ta tillbaka
step-move = flytta ett ansvar
step-add = lägg till ett ansvar
step-rename = formulera om ett ansvar
step-remove = ta bort ett ansvar
step-team-name = byt namn på ett team
step-team-role = ändra en roll
step-team-agent = ändra en agent
step-add-team = lägg till ett team
step-remove-team = ta bort ett team
step-paths = ändra ett sökvägsmönster
step-team = ändra ett team
step-team-id = ändra ett teams id
step-manifest = ändra manifestet
step-edit = redigering
step-changed-on-disk = ändring av ett annat program

# Överst
top-no-project = Inget projekt
top-project-menu = Projektmeny, { $name }
top-menu = Projektmeny
top-step = { $action }: { $step }
top-looks = Utseende och språk
looks-system = Som systemet
looks-dark = Mörkt
looks-light = Ljust

# Nederst
status-ready = Redo
status-saved = Allt är sparat
status-unsaved = { $count ->
    [one] 1 osparad fil
   *[other] { $count } osparade filer
}
status-stopping = Stannar…
status-far = { $done } av { $total }
status-cancel = Avbryt
status-cancel-name = Avbryt: { $what }
status-git = Git
status-folder = Mapp
status-loose = Teamresultat
status-problems = { $count ->
    [0] Inga problem
    [one] 1 problem
   *[other] { $count } problem
}
status-notes = { $count ->
    [one] 1 anmärkning
   *[other] { $count } anmärkningar
}
status-problems-hint = Visa alla problem · { $keys }

# Problem
problems-title = Problem
problems-close = Stäng problemen
problems-none-title = Inga problem
problems-none-text = Det som är fel eller tveksamt i manifestet, megafilerna och träden står här, med plats och ett nästa steg.
problems-more = { $count ->
    [one] och 1 till
   *[other] och { $count } till
}
problems-go = Gå till { $place }

# Paletten
palette-open = Sök eller kör…
palette-hint = Skriv vad du vill göra eller vart du vill
palette-field = Sök kommandon, filer och konflikter
palette-none = Inget passar. Färre bokstäver hittar mer.
palette-mega-file = Megafil
palette-conflict = Konflikt
palette-recent = Tidigare projekt

# Tangenterna
keys-title = Tangenter
keys-close-list = Stäng tangenterna
keys-press-new = Tryck de nya tangenterna …
keys-press-hint = Esc låter dem vara, Backsteg tar bort dem.
keys-change = Byt tangenterna för ”{ $what }”
keys-usual = De vanliga tangenterna för ”{ $what }”
keys-refused-plain = De skulle skrivas som text. Håll ned Ctrl eller Alt, eller ta en funktionstangent.
keys-refused-needed = Texter och dialoger behöver de tangenterna. Tryck andra.
keys-refused-taken = ”{ $what }” har de tangenterna. Tryck andra.
keys-next = Gå till nästa kontroll
keys-press = Tryck på kontrollen i fokus
keys-close = Stäng det som är öppet
keys-find = Sök i texten
keys-zoom = Större, mindre

# I förbigående
toast-dismiss = Ta bort: { $what }
notice-expanded = { $count ->
    [one] 1 fil är aktuell efter { $seconds } s
   *[other] { $count } filer är aktuella efter { $seconds } s
}
notice-expansion-stopped = Expansionen avbröts. Nästa fortsätter härifrån.
notice-integrated = { $open ->
    [0] { $files } filer integrerade, ingen konflikt är öppen
    [one] { $files } filer integrerade, 1 konflikt är öppen
   *[other] { $files } filer integrerade, { $open } konflikter är öppna
}
notice-prompts = { $count ->
    [one] 1 prompt skriven
   *[other] { $count } promptar skrivna
}
notice-taken-back = { $count ->
    [one] Taget tillbaka: 1 fil är som den var förut
   *[other] Taget tillbaka: { $count } filer är som de var förut
}

# Bara läsa, lämna, släppa, dialoger
take-over = Ta över
leaving-title = Allt går inte att spara
leaving-text = { $count ->
    [one] En text har ändringar som inte finns på disk. Om du lämnar nu går de förlorade.
   *[other] { $count } texter har ändringar som inte finns på disk. Om du lämnar nu går de förlorade.
}
leaving-clash = Ett annat program har ändrat den under tiden. Stanna och välj vilken version som ska gälla.
leaving-failed = Den gick inte att skriva.
leaving-stay = Stanna
leaving-anyway = Lämna utan att spara
drop-to-open = Släpp för att öppna
dialog-open = Öppna ett projekt
dialog-new-folder = Var det nya projektets mapp ska ligga
dialog-none = Det här systemet visar ingen mappdialog.
    .next = Skriv sökvägen i stället.
window-failed = Fönstret gick inte att öppna: { $error }
    .next = Se till att det finns en skärm och OpenGL. Kommandona i terminalen klarar sig utan fönster: "dectet --help".
clash-both = Slå ihop båda
clash-both-hint = Det som var och en ändrade står kvar; ingen ändrade samma rader
clash-mine = Behåll min
clash-theirs = Ta deras
