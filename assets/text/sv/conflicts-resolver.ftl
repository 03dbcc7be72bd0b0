# Konfliktlösaren: det som gör listan kortare, ett beslut för många, enskilda rader och den breda vyn.
resolver-search = Sök sökvägar
resolver-search-name = Sök i sökvägar
resolver-narrow-none = Filtrera inte längre
resolver-kind-any = Alla slag
resolver-kind-name = Filtrera efter slag, { $kind }
resolver-kind-row = { $kind } · { $count }
resolver-team-any = Alla team
resolver-team-name = Filtrera efter team, { $team }
resolver-team-row = Bara { $team }
resolver-severity-any = Alla grader
resolver-severity-name = Filtrera efter allvar, { $severity }
resolver-severity-error = Fel
resolver-severity-warning = Varningar
resolver-severity-note = Anmärkningar
resolver-nothing-fits = Ingen konflikt passar de här filtren.
resolver-show-all = Visa alla konflikter
resolver-last-time = Som förra gången
resolver-last-time-tip = Samma texter har varit i konflikt förut: avgör som du gjorde då
resolver-last-time-all = Som förra gången · { $count ->
    [one] 1 konflikt
   *[other] { $count } konflikter
}
resolver-alike = Samma för { $count ->
    [one] 1 likadan
   *[other] { $count } likadana
}
resolver-alike-tip = Öppna konflikter av samma slag mellan samma team får samma beslut; ett steg att ta tillbaka
resolver-result-lines = { $count ->
    [one] 1 rad vald
   *[other] { $count } rader valda
}
resolver-pick-name = Rader av { $team }, ställe { $run }
resolver-pick-hint = Klicka på en rad för att välja den ensam
resolver-wide = Bred vy
resolver-wide-tip = Alla sidor i kolumner, med bas och resultatet
resolver-wide-title = Resultat
resolver-wide-show = Visa { $team }
resolver-wide-unsettled = öppet
resolver-overview = Översikt
keys-resolver-wide = I Konflikter: den breda vyn, och vilka kolumner den har
keys-resolver-alike = I Konflikter: samma beslut för alla likadana
keys-resolver-last-time = I Konflikter: som förra gången
keys-resolver-file = I Konflikter: ställets val för hela filen
keys-resolver-search = I Konflikter: sök i sökvägar
resolve-none = { $file } har inga konfliktmarkörer
resolve-settled = { $file }: { $count ->
    [one] 1 konflikt avgjord
   *[other] { $count } konflikter avgjorda
}
resolve-open = { $file }: { $count ->
    [one] 1 konflikt är öppen
   *[other] { $count } konflikter är öppna
} mellan { $labels }
resolve-broken = Konfliktmarkörerna i { $path } hör inte ihop.
    .next = Rätta dem för hand: varje konflikt börjar, delas och slutar med lika långa markörer.
resolve-no-base = Konflikterna i { $path } visar inte vad basen har.
    .next = Ta en sida, eller låt git skriva basen också: git config merge.conflictStyle diff3
resolve-no-side = Ingen sida heter { $side }; de som finns är { $labels }.
    .next = Ange en sida med dess nummer, från 1, eller med dess namn.
