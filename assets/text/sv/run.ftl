# The Run view

view-run = Körning
action-run = Gå till Körning
action-halt = Stoppa alla team
action-status = Fråga alla team hur det går

## Before a run

run-none = Ingen kan köra än
run-none-why = En körning startar en agent för varje team i manifestet. Lägg till team först.
run-to-teams = Gå till Team
run-start-title = Starta en körning
run-start-text = Varje team arbetar i sitt eget träd. Agenterna fortsätter när fönstret stängs och hittas igen när det öppnas.
run-start = { $count ->
    [one] Starta med 1 team
   *[other] Starta med { $count } team
}
run-start-not = Välj minst ett team; bara fönstret som skriver i projektet kan starta en körning.
run-start-note = Team för hand väntar på dig: kopiera deras promptar till en chatt och klistra in svaren.
run-before = Förra körningen: { $teams } team, { $lines } rader, { $tokens } token på { $time }
run-round = Omgång
run-round-all = Alla team
run-minutes = { $count } min
run-who = Vilka som är med, och vem som gör arbetet
run-agent-all = En agent för alla…
run-agent-choose-all = Alla arbetar med { $agent }
run-takes-part = { $team } deltar
run-agent-of = Agent för { $team }: { $agent }
run-agent-choose = { $team } arbetar med { $agent }
run-target = { $min }–{ $max } rader
run-target-files = { $count ->
    [one] 1 megafil
   *[other] { $count } megafiler
}

## Above the cards

run-phase-initialization = Start
run-phase-execution = Genomförande
run-phase-integration = Integration
run-phase-validation = Validering
run-phase-clock = { $phase }, { $spent } av { $budget } minuter
run-phase-go = Gå till { $phase }
run-of-minutes = / { $count } min
run-next-phase = Nästa fas
run-finish = Avsluta körningen
run-conditions-none = Inget krävs före nästa fas.
run-condition-mega-files = Alla väntade megafiler finns
run-condition-ready = Alla team är redo
run-condition-confirmed = Det som är klart är bekräftat
run-condition-integrated = Träden är sammanslagna
run-condition-critical = { $count ->
    [0] Ingen kritisk konflikt är öppen
    [one] 1 kritisk konflikt är öppen
   *[other] { $count } kritiska konflikter är öppna
}
run-condition-checks = { $count ->
    [0] Alla kontroller godkänns
    [one] 1 kontroll underkänns
   *[other] { $count } kontroller underkänns
}
run-condition-unchecked = Kontrollerna har inte körts
run-percent = { $percent } % klart
run-lines = { $count ->
    [one] 1 rad
   *[other] { $shown } rader
}
run-tokens = { $shown } token
run-cost = { $cost } USD
run-cost-of = { $cost } av { $cap } USD
run-ends = slutar omkring { $time }
run-queue = { $count ->
    [one] 1 åt gången
   *[other] { $count } åt gången
}
run-halt = NÖDSTOPP
run-halt-why = Fryser och avslutar varje teams alla processer inom två sekunder. Inget som skrivits går förlorat, och ett klick fortsätter.
run-resume = Fortsätt
run-more = Mer för hela körningen
run-start-all = Starta alla team
run-stop-all = Stoppa alla team
run-clock-on = Låt klockan gå
run-clock-off = Stanna klockan
run-end = Avsluta körningen
run-say = Säg…
run-ask-status = Fråga hur det går
run-connecting = Ansluter till körningen…
run-no-host = Inget körs längre: körningens värd är borta. Det du ser är vad journalen säger.
run-go-on = Fortsätt där den slutade

## Cards

run-everybody = Alla
run-nobody = ingen
run-group-needs-me = Behöver dig
run-group-working = Arbetar
run-group-ready = Redo
run-group-done = Klara
run-state-idle = vilar
run-state-working = arbetar
run-state-blocked = blockerat
run-state-ready = redo
run-state-complete = klart
run-state-claimed = säger sig vara klart
run-state-refuted = säger klart, är det inte
run-state-error = fel
run-state-silent = tyst
run-state-parked = pausar
run-state-parked-until = pausar i { $time }
run-state-halted = stoppat
run-state-queued = väntar på plats
run-seen = { $lines } rader · { $files } megafiler
run-seen-long = { $lines } rader i { $files } filer, { $mega } megafiler
run-said = säger { $percent } %
run-asks = Vill använda { $tool }: { $what }
run-waits-for = Väntar på { $team }: { $text }
run-waits-before = Startar när dessa är redo: { $teams }
run-died = Dess agent slutade av sig själv.
run-detached = Dess agent kör ännu men kan bara stoppas: värden dog.
run-by-hand = För hand: kopiera prompten, klistra in svaret
run-at-work = Kör; det har inte rapporterat något än
run-not-begun = Inte startat än
run-start-team = Starta { $team }
run-ago-now = nu
run-ago-seconds = { $count } s sedan
run-ago-minutes = { $count } min sedan
run-ago-hours = { $count } h sedan

## What can be done with a team

run-team-start = Starta
run-team-resume = Starta igen där det var
run-team-interrupt = Avsluta dess tur
run-team-stop = Stoppa
run-team-park = Låt det pausa
run-team-unpark = Låt det fortsätta
run-team-say = Säg något…
run-team-restart = Börja om med andra ord…
run-team-halt = Stoppa det här teamet
run-team-menu = Vad som kan göras med { $team }
run-close-team = Stäng teamet
run-show-team = Visa { $team }
run-page-log = Logg
run-page-terminal = Terminal
run-page-messages = { $count ->
    [0] Meddelanden
   *[other] Meddelanden ({ $count })
}
run-page-paths = Utanför ({ $count })
run-log-none = Inget har skrivits ut än.
run-log-of = Logg för { $team }
run-log-before = { $count ->
    [one] 1 tidigare rad finns i loggen på disk.
   *[other] { $count } tidigare rader finns i loggen på disk.
}
run-terminal = Terminal
run-terminal-none = Terminalen är inte öppen. Starta teamet.
run-terminal-scrolled = Tillbakarullad; det som skrivs hamnar sist.
run-copy-prompt = Kopiera dess prompt
run-copy-message = { $count ->
    [one] Kopiera meddelandet
   *[other] Kopiera nästa av { $count } meddelanden
}
run-paste-reply = Klistra in dess svar
run-paste-reply-why = Filer i svaret visas med team och sökväg innan de tas in; markörer i det räknas som teamets ord.
run-granted = insläppt
run-kept-out = hålls utanför
run-messages-none = Inget har skickats till teamet.
run-briefing = Dess prompt, { $lines } rader
run-withdraw = Ta tillbaka
run-send-again = Skicka igen
run-delivery-queued = väntar på sin tur
run-delivery-maybe = kanske levererat
run-delivery-delivered = levererat
run-delivery-acknowledged = bekräftat
run-delivery-obeyed = utfört
run-delivery-failed = misslyckades
run-delivery-withdrawn = tillbakataget

## What is asked

run-requests = { $count ->
    [one] 1 begäran
   *[other] { $count } begäranden
}
run-wants = { $team } vill använda { $tool }
run-wishes = { $team } vill skriva { $path }, som tillhör { $owner }
run-allow = Tillåt
run-allow-always = Tillåt alltid
run-allow-all = Tillåt alla
run-deny = Neka
run-deny-all = Neka alla
run-denied = Personen vid skrivbordet sade nej.
run-grant = Släpp in
run-refuse = Avslå
run-answer-of = { $answer }, { $team }
run-alert-survivors = Processer överlevde stoppet: { $pids }. Avsluta dem för hand.
run-alert-cost = Körningen har kostat vad den får. Alla team pausar; höj cost_cap_usd i manifestet eller avsluta körningen.
run-alert-circle = Team väntar på varandra: { $teams }. Be ett av dem gå vidare med en attrapp.
run-alert-died = Agenten för { $team } slutade av sig själv.
run-alert-outside = { $more ->
    [0] { $team } skrev { $path }, som tillhör { $owner }: det hålls utanför resultatet.
   *[other] { $team } skrev { $path }, som tillhör { $owner }, och på { $more } ställen till där det inte får: allt hålls utanför resultatet.
}
run-alert-refuted = { $team } säger sig vara klart, men dess megafiler, expansion eller sökvägar säger något annat.
run-alert-silent = { $team } har inte gett livstecken på { $time }.
run-alert-slow = { $team } är på { $percent } % fast tiden för att börja är över.
run-alert-limit = { $team } har nått sin användningsgräns.
run-alert-limit-until = { $team } har nått sin användningsgräns; det fortsätter om { $time }.
run-to-conflicts = Gå till Konflikter

## What is said

run-say-title = Säg till { $teams }
run-say-hint = Vad ska de veta eller göra?
run-say-text = Meddelande
run-send = Skicka
run-cancel = Avbryt
run-restart-title = Börja om med { $team }
run-restart-why = Dess agent stoppas och börjar ett nytt samtal. Det den skrev finns kvar i dess träd.
run-restart-hint = I stället för dess prompt; lämna tomt för att använda prompten igen
run-restart-do = Börja om

## Below the cards

run-timeline = Tidslinje
run-chart = Rader över tid
run-chart-says = Rader över tid, { $lines } nu
run-waits = { $count ->
    [0] Vem väntar
   *[other] Vem väntar ({ $count })
}
run-waits-none = Ingen väntar på någon.
run-waits-start = väntar innan det startar
run-moment-began = Körningen började
run-moment-over = Körningen slutade
run-moment-phase = Fas: { $phase }
run-moment-confirmed = är klart: bekräftat
run-moment-refuted = säger klart men är det inte
run-moment-sent = fick höra: { $text }
run-moment-started = startade
run-moment-resumed = startade igen där det var
run-moment-ended = slutade
run-moment-ended-code = slutade med kod { $code }
run-moment-killed = avslutades
run-moment-asked = vill använda { $tool }
run-moment-parked = pausar
run-moment-unparked = fortsätter
run-moment-halted = stoppades
run-moment-outside = skrev utanför sina sökvägar: { $path }
run-moment-went-back = Gick tillbaka till ett återställningsläge
run-moment-integrated = Träden slogs samman
run-moment-validated = Resultatet kontrollerades
