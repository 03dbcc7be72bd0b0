# Körningen i terminalen
cli-signal-sent = Skickade { $signal }
cli-survivors = Körs fortfarande: { $pids }
cli-monitor-head = { $project } · { $phase } { $spent } av { $budget } · { $tokens } tokens · { $cost }
cli-monitor-claimed = påstår klart
cli-monitor-refuted = stämmer inte
cli-monitor-asks = frågar: { $tool } { $what }
cli-group-needs-me = Behöver dig
cli-group-working = Arbetar
cli-group-ready = Redo
cli-group-done = Klara
cli-state-idle = vilar
cli-state-working = arbetar
cli-state-blocked = blockerat
cli-state-ready = redo
cli-state-complete = klart
cli-state-error = fel
cli-state-silent = tyst
cli-state-parked = parkerat
cli-state-halted = stoppat
cli-alert-cost-cap = Körningen har kostat vad den får: allt pausar
cli-alert-circle = De här teamen väntar på varandra:
cli-alert-died = Agenten slutade av sig själv:
cli-alert-outside = Skrev { $path }, vilket det inte får:
cli-alert-refuted = Säger sig vara klart men är det inte:
cli-alert-silent = Inget livstecken:
cli-alert-slow = Bara { $percent } % gjort:
cli-alert-usage-limit = Användningsgränsen är nådd:
cli-run-permission = Team { $team } vill använda { $tool }: { $what }
    Tillåta? j (ja), a (alltid), eller säg varför inte
cli-run-carry = Team { $team } arbetar för hand. Retur skriver meddelandet till .dectet/run/prompts/{ $team }-{ $number }.md; bär det till chatten
cli-run-next-phase = Allt för fasen ”{ $phase }” finns på plats. Börja den? j, n
cli-run-end = Alla faser är klara. Avsluta körningen? j, n
cli-run-trust = De körs med dina rättigheter. Lita på dem i den här mappen från och med nu? [j/N]
cli-run-exception = Team { $team } ber att få skriva { $path }: { $reason }. j tillåter det, n avslår
cli-run-failing = { $count ->
    [one] 1 kontroll går inte igenom. j kontrollerar igen, ”end” avslutar körningen
   *[other] { $count } kontroller går inte igenom. j kontrollerar igen, ”end” avslutar körningen
}
cli-run-open = { $count ->
    [one] 1 konflikt är öppen: avgör den i fönstret. j integrerar igen, ”end” avslutar körningen
   *[other] { $count } konflikter är öppna: avgör dem i fönstret. j integrerar igen, ”end” avslutar körningen
}
