# Hem utan projekt
home-title = Tio team, ett projekt
home-text = Bestäm vem som bygger vad, expandera varje teams megafiler till hundratals filer och för samman tio träd till ett.
home-new = Nytt projekt
home-open = Öppna
home-recent = Tidigare projekt
home-path = Sökväg till ett projekt
home-path-hint = /sökväg/till/ett/projekt
home-open-path = Öppna
home-choose = Välj mapp…
home-drop = Du kan också släppa en mapp eller ett manifest på fönstret.
home-open-outputs = Öppna som teamresultat
home-open-outputs-hint = För en mapp utan manifest där varje undermapp är ett teams arbete
home-open-recent = Öppna { $name }
home-forget = Ta bort { $name } från listan

template-shop = Webbutik
template-shop-text = Tio team bygger en butik: katalog, order, betalning, frakt, butikssidor, tester, driftsättning, analys. Ett färdigt exempel att se sig om i.
template-saas = SaaS-plattform
template-saas-text = Tio team bygger en tjänst för många kunder: prenumerationer, API med begränsad takt, Stripe, kontrollpanel, SOC 2. Det större färdiga exemplet.
template-empty = Tomt projekt
template-empty-text = Ett manifest med de team du vill ha, redo för dina egna ansvar, sökvägar och megafiler.

# Formuläret för ett nytt projekt
new-title = Nytt projekt
new-text = Projektet får en egen mapp, och inget utanför den mappen rörs.
new-template = Börjar som
new-name = Namn
new-name-hint = Det som folk kallar det. Det går att ändra senare.
new-name-empty = Projektet behöver ett namn.
new-folder = Mapp
new-choose = Välj…
new-folder-relative = Mappen behöver hela sin sökväg, som /home/jag/min-butik eller ~/min-butik.
new-folder-free = Ledig: projektets mapp skapas här.
new-folder-asking = Ser efter om mappen är ledig…
new-distribution = Arbetet delas upp
new-layers = I lager
new-domains = I domäner
new-layers-text = Varje team har ett tekniskt lager: grund, API, affärslogik, gränssnitt, tester …
new-domains-text = Varje team har en domän och allt i den, från data till skärm.
new-teams = Team
new-create = Skapa projektet
new-cancel = Avbryt

# Hem med ett projekt
overview-next = Vad som ska göras härnäst
overview-teams = Team
overview-close = Stäng projektet
overview-responsibilities = { $count ->
    [one] 1 ansvar
   *[other] { $count } ansvar
}
overview-mega-files = { $count ->
    [one] 1 megafil
   *[other] { $count } megafiler
}
overview-team-name = Team { $team }, { $name }, { $counts }
step-arrange = Fördela arbetet
step-arrange-state = { $teams ->
    [one] 1 team har
   *[other] { $teams } team har
} { $count ->
    [one] 1 ansvar. Dra det till det team som ska bygga det.
   *[other] { $count } ansvar. Dra ett till det team som ska bygga det.
}
step-arrange-errors = { $count ->
    [one] Manifestet har 1 fel som står i vägen.
   *[other] Manifestet har { $count } fel som står i vägen.
}
step-arrange-go = Gå till Team
step-expand = Expandera megafiler
step-expand-state = { $count ->
    [0] Det finns inga megafiler än. Varje teams läggs i dess mapp.
    [one] 1 megafil väntar på att bli filer i sitt teams träd.
   *[other] { $count } megafiler väntar på att bli filer i sina teams träd.
}
step-expand-trees = { $count ->
    [one] 1 team har ett träd av filer.
   *[other] { $count } team har träd av filer.
}
step-expand-done = { $files ->
    [one] 1 fil
   *[other] { $files } filer
} med { $lines } rader finns i teamens träd.
step-expand-act = Expandera alla
step-expand-go = Gå till Megafiler
step-resolve = Lös konflikter
step-resolve-unknown = Ingen har än sett efter vad teamen skrev olika.
step-resolve-no-trees = Kommer när teamen har träd att jämföra.
step-resolve-old = Träden har ändrats sedan sist.
step-resolve-none = { $count ->
    [one] 1 träd, och inget i det krockar.
   *[other] { $count } träd, och inget i dem krockar.
}
step-resolve-state = { $open ->
    [0] Alla { $all } konflikter är avgjorda.
   *[other] { $open } av { $all } konflikter är öppna.
}
step-resolve-act = Se efter igen
step-resolve-go = Gå till Konflikter
step-integrate = Integrera
step-integrate-state = Slår samman alla träd till ett, i mappen integrated/.
step-integrate-done = { $open ->
    [0] { $files } filer ligger i integrated/.
    [one] { $files } filer ligger i integrated/; 1 konflikt är öppen.
   *[other] { $files } filer ligger i integrated/; { $open } konflikter är öppna.
}
step-integrate-act = Integrera
step-integrate-go = Gå till Konflikter
