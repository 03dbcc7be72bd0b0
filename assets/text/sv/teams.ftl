# Vyn Team. Ett teams titel ({$team}) är Alpha, Beta … eller det som projektet kallar det.
teams-count = { $count } team
teams-responsibilities = { $count ->
    [one] 1 ansvar
   *[other] { $count } ansvar
}
teams-loc = { $loc } rader
teams-loc-of = { $sum } av { $project } rader
teams-loc-share = { $percent } % av projektets { $loc } rader
teams-no-target = Inget mål
teams-mega-files = { $expected ->
    [0] { $made ->
        [one] 1 megafil
       *[other] { $made } megafiler
    }
   *[other] { $made } av { $expected } megafiler
}
teams-agent = Agent { $agent }
teams-depends-on = Använder arbete från
teams-no-dependencies = Använder inget annat team
teams-no-paths = Inga skrivsökvägar
teams-more-paths = och { $count } till

teams-source = Källtext
teams-source-close = Stäng källtexten
teams-new = Nytt team
teams-new-card = Kort för nytt team
teams-new-field = Det nya teamets namn
teams-new-hint = Betalningar
teams-new-enter = Enter skapar teamet, Escape avbryter
teams-new-id = Dess id blir { $id }
teams-new-taken = Det finns redan ett team { $id }
teams-new-no-id = Ett namn behöver minst en bokstav eller siffra
teams-new-standard = Lägg till { $team }, { $name }

teams-card-name = Team { $team }
teams-menu = Meny för { $team }
teams-name-of = { $name }, namn på { $team }
teams-name-field = Namn på { $team }
teams-name-hint = Tomt: standardnamnet
teams-role-of = { $role }, roll för { $team }
teams-role-field = Roll för { $team }
teams-role-hint = Vad teamet är till för, på en rad
teams-add-role = Säg vad teamet är till för
teams-rename-team = Byt namn
teams-edit-role = Ändra rollen
teams-show-source = Visa i källtexten
teams-remove-team = Ta bort { $team }
teams-problems-of = { $count ->
    [one] 1 anmärkning om { $team }
   *[other] { $count } anmärkningar om { $team }
}

teams-chip-name = { $what }, { $team }
teams-add-short = + Lägg till
teams-add-name = Lägg till ett ansvar för { $team }
teams-add-field = Nytt ansvar för { $team }
teams-add-hint = Vad teamet bygger
teams-rename = Byt namn
teams-rename-field = Nya ord för { $what }
teams-remove = Ta bort
teams-move-to = Flytta till
teams-several = { $count } ansvar
teams-drop-move = Flytta { $what } till { $team }
teams-drop-before = Flytta { $what } före { $next }
teams-drop-last = Flytta { $what } sist
teams-drop-same-place = Stannar där det är
teams-drop-nowhere = Släpp på ett team · Esc avbryter

teams-findings = { $count ->
    [0] Inga anmärkningar
    [one] 1 anmärkning
   *[other] { $count } anmärkningar
}
teams-findings-title = Anmärkningar
teams-findings-close = Stäng anmärkningarna
teams-findings-none = Det är inget fel på manifestet
teams-errors = { $count } fel
teams-warnings = { $count ->
    [one] 1 varning
   *[other] { $count } varningar
}
teams-notes = { $count ->
    [one] 1 notis
   *[other] { $count } notiser
}
teams-line = Rad { $line }
teams-fix = Åtgärda
teams-fix-name = Åtgärda: { $what }

teams-cannot-read = Manifestet går inte att läsa
teams-place = { $file }, rad { $line }, kolumn { $column }
teams-last-good = Tavlan visar den senaste text som gick att läsa, och går inte att ändra förrän texten är hel
teams-loose-title = Teamens filer utan manifest
teams-loose-text = Mappen innehåller bara teamens träd. Leta efter konflikter mellan dem; ett projekt med manifest säger också vem som äger vilken sökväg.
teams-loose-button = Gå till konflikter
teams-none-title = Inga team än
teams-none-text = Ett team har ett namn, ansvar och sökvägar som det får skriva. Börja med de tio vanliga, eller med egna.
team-you = Du
teams-clash = Ett annat program ändrade manifestet medan du redigerade det
teams-clash-hint = Behåll mitt skriver över det med din text. Ta deras tar bort dina osparade ändringar; ångra hämtar tillbaka dem.
teams-add-responsibility = Lägg till ett ansvar
teams-move-keys = Alt och piltangenterna flyttar det också
keys-chip-move = I Team: flytta ansvaret
keys-chip-edit = I Team: byt namn, ta bort, lägg till
teams-source-name = Manifestets källtext
teams-none-standard = Lägg till de tio standardteamen
teams-none-one = Lägg till ett med eget namn
