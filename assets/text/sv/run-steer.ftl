# Att styra team: gränser, undantag, rättningar, flyttat arbete, tillit

run-keep-out = Håll det utanför
run-show-paths = Visa sökvägarna
run-refused = nekad
run-asked-for = efterfrågad
run-answer-path = { $answer }: { $path }
run-asks-to-write = Ber att få skriva { $path }{ $more ->
    [0] { "" }
   *[other] { " " }och { $more } till
}
run-wrote-outside-now = Skrev { $path }, vilket det inte får{ $more ->
    [0] { "" }
   *[other] , och { $more } till
}
run-moment-expanded = { $count ->
    [one] dess megafiler expanderades: 1 fil skriven
   *[other] dess megafiler expanderades: { $count } filer skrivna
}
run-moment-wishes = ber att få skriva { $path }
run-moment-moved = dess öppna arbete gavs till { $team }
run-moved-to = { $team } tar över dess öppna arbete
run-took-from = även åt { $teams }
run-problems = { $count ->
    [one] 1 problem med dess megafiler
   *[other] { $count } problem med dess megafiler
}

## Tillit

run-trust-title = Får de här programmen köras?
run-trust-text = Manifestet anger dem, och de körs med dina rättigheter. Ditt svar gäller exakt den här mappen och dessa kommandon.
run-trust-prepares = Förberedelse
run-trust-check = Kontrollen { $name }
run-trust-button = Lita på dessa kommandon
run-start-trust = Säg först om manifestets kommandon får köras.

## En riktad rättning

run-fix-open = Riktad rättning…
run-fix-title = Riktad rättning
run-fix-text = Ett team rättar det som en kontroll hittade, eller filerna du anger, och ingenting annat.
run-fix-what = Vad som rättas, { $what }
run-fix-named = Filer som jag anger
run-fix-files = Filer, en per rad
run-fix-files-hint = src/orders/total.ts
run-fix-words = Vad som är fel med dem
run-fix-words-hint = Vad som är fel, och hur det borde vara
run-fix-who = Vem som rättar
run-fix-only = Ändra bara de här filerna:
run-fix-more = och { $count } till
run-fix-elsewhere = { $count ->
    [one] 1 fil tillhör inte { $team }: det får skriva den från och med nu.
   *[other] { $count } filer tillhör inte { $team }: det får skriva dem från och med nu.
}
run-fix-send = Skicka till { $team }
run-fix-not = Välj en kontroll som inte går igenom, eller ange en fil.

## Arbete som flyttas

run-move-open = Flytta dess öppna arbete…
run-move-title = Vem tar över efter { $team }?
run-move-why = Båda teamen får veta det. Den som tar över får det som väntar på { $team }, och får skriva på dess sökvägar från och med då.
run-move-to = Ge det till { $team }

## Kallelser

run-call-title = { $project } behöver dig
run-call-more = och { $count } till

run-alert-forbidden = { $more ->
    [0] { $team } skrev { $path }, vilket är förbjudet för det: det hålls utanför resultatet.
   *[other] { $team } skrev { $path }, vilket är förbjudet för det, och på { $more } ställen till där det inte får: allt hålls utanför resultatet.
}
