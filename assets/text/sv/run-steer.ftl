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
