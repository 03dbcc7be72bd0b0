# What an assistant's reply holds, before it is taken in

action-paste-reply = Klistra in en assistents svar
intake-open = Ta in ett svar…
drop-to-take-in = Släpp för att se vad som finns i det
team-choose = Välj ett team
intake-title = Ta in en assistents svar
intake-text = Filer hittas i kodblock, taggar, avsnitt, diffar och SEARCH/REPLACE. Du ser var och en innan något skrivs.
intake-hint = Megafiler eller kod som en assistent skrev i en chatt: klistra in hela svaret, eller släpp det på fönstret som en fil.
intake-close = Stäng
intake-cancel = Avbryt
intake-empty = Kopiera assistentens hela svar och klistra in det här
intake-empty-text = Ctrl+V eller knappen. En fil med svaret (.md, .txt, .diff, .yaml) kan också släppas på fönstret.
intake-nothing = Inget i det ser ut som en fil
intake-nothing-text = Ett svar bör ha kodblock med en sökväg före eller i sig, <file path="…">, === sökväg ===, eller en diff. Be om filerna igen på något av de sätten och klistra in det.
intake-paste = Klistra in
intake-more = Klistra in mer
intake-more-hint = Lägger till det som finns i urklipp: resten av ett avbrutet svar, eller ett annat svar.
intake-reading = Letar efter filer i det…
intake-count = { $count ->
    [one] 1 fil
   *[other] { $count } filer, { $wanted } valda
}
intake-nobodys = Det som är ingens går till
intake-whose = Team
intake-path = Sökväg
intake-path-hint = src/orders/order.ts
intake-no-path = ingen sökväg
intake-nobody = ingen
intake-row = { $path }, { $team }, { $state }
intake-want = Ta in { $path }
intake-lines = { $count ->
    [one] 1 rad
   *[other] { $shown } rader
}
intake-line = rad { $line } i svaret
intake-mega-file = megafil
intake-file = fil
intake-changes = { $count ->
    [one] 1 ändring
   *[other] { $count } ändringar
}
intake-removal = borttagning
intake-state-new = ny
intake-state-replaces = ersätter det som finns
intake-state-same = finns redan på disk
intake-state-changes = ändrar det som finns
intake-state-out = hålls utanför
intake-state-left = inte önskad
intake-state-looking = tittar…
intake-against = Det som finns på disk mot det som skulle stå där
intake-look = Den valda filens text
intake-take = { $count ->
    [0] Inget att ta in
    [one] Ta in 1 fil
   *[other] Ta in { $count } filer
}
intake-kept-out = { $count ->
    [one] 1 fil hålls utanför, raden säger varför
   *[other] { $count } filer hålls utanför, raderna säger varför
}
intake-same = { $count ->
    [one] 1 finns redan på disk
   *[other] { $count } finns redan på disk
}
intake-goes-on = Svaret fortsätter: be om resten och klistra in det också
notice-taken-in = { $count ->
    [0] Inget behövde skrivas
    [one] Tog in 1 fil
   *[other] Tog in { $count } filer
}
intake-taken = { $count ->
    [one] Tog in 1 fil
   *[other] Tog in { $count } filer
}; { $kept ->
    [0] resten stoppades
    [one] 1 ändrades under tiden: titta på den igen
   *[other] { $kept } ändrades under tiden: titta på dem igen
}
