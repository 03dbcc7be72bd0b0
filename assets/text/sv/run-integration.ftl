# Raden i körningsvyn som säger hur långt teamens arbete är från att vara ett.
trial-tip = Vad en integration skulle göra nu. Inget skrivs; det prövas igen så fort team har skrivit.
trial-under-way = Det prövas igen
trial-go = Konflikter
trial-go-tip = Visar vad som står mellan teamen, för att avgöra det nu
trial-files = { $count ->
    [one] 1 fil
   *[other] { $files } filer
}
trial-no-conflict = ingen konflikt
trial-settled = { $count ->
    [one] 1 konflikt, avgjord
   *[other] { $count } konflikter, alla avgjorda
}
trial-open = { $count ->
    [one] 1 konflikt öppen
   *[other] { $count } konflikter öppna
}
trial-kept-out = { $count } hålls utanför
trial-checking = kontroller återstår
trial-failed = { $count ->
    [one] 1 grind underkänd
   *[other] { $count } grindar underkända
}
trial-passed = { $count ->
    [one] 1 grind godkänd
   *[other] alla { $count } grindar godkända
}
trial-gates = Underkänt nu: { $gates }
trial-took = Prövat på { $seconds } s, vid sidan av allt annat
