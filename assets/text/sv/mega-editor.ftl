# megafiler: redigeraren och listan över filer

code-view = Visning
code-zoom-in = Större bokstäver
code-zoom-out = Mindre bokstäver
code-zoom-reset = Bokstäver som från början ({ $percent } %)

mega-view-state-orphan = mallen är borta
mega-view-orphan-why = Inget skapar den längre
mega-view-shown-file = Denna fil
mega-view-shown-file-name = Visa filerna från den här megafilen
mega-view-shown-team-name = Visa filerna från { $team }
mega-view-shown-all = Alla
mega-view-shown-all-name = Visa filerna från alla team
mega-view-unknown = { $count ->
    [one] 1 megafil räknas fortfarande ut
   *[other] { $count } megafiler räknas fortfarande ut
}
mega-view-sums = { $files } filer, { $lines } rader
mega-view-target = { $who }: { $lines } av { $asked } rader
mega-view-target-project = Projektet
mega-view-target-why = Så många rader ber manifestet om.
mega-view-target-more = Det är fler rader än manifestet ber om.
