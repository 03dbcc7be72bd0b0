# Teamens träd i en körning: görs klara, sparas, tas tillbaka, blir kvar

## På ett teams kort

run-tree-making = Dess träd skapas
run-tree-setup = Förbereder sitt träd: { $command }
run-tree-commits = { $made ->
    [one] 1 commit av Dectet
   *[other] { $made } commits av Dectet
}{ $adopted ->
    [0] {""}
    [one] , 1 egen
   *[other] , { $adopted } egna
}, nu vid { $head }
run-tree-held-up = Dess arbete är inte incheckat: { $why }

## Varför ett träd inte är klart

git-busy = Något annat arbetar i kodförrådet { $path }.
    .next = Vänta tills det är klart och starta sedan teamet igen.
tree-in-the-middle = Git är mitt i en sammanslagning, ombasering eller sökning i { $path }.
    .next = Låt teamet slutföra eller avbryta den; kontrollpunkter sparas under tiden.
tree-detached = { $path } står på en commit vid sidan av teamets gren.
    .next = Checka ut teamets gren där; kontrollpunkter sparas under tiden.
tree-on-other-branch = { $path } står på grenen { $name }, som inte är teamets.
    .next = Checka ut teamets gren där; kontrollpunkter sparas under tiden.
run-setup-untrusted = Manifestets förberedande kommandon är inte betrodda än.
    .next = Titta på dem under ”run” i manifestet, starta med ”dectet run --trust” eller lita på dem i körningsvyn, och starta sedan teamet igen.
run-setup-failed = Förberedelsen av trädet misslyckades vid ”{ $command }”: { $error }
    .next = Rätta kommandot eller projektet och starta sedan teamet igen.
run-setup-too-long = Förberedelsen av trädet tog längre än { $minutes } minuter vid ”{ $command }” och avbröts.
    .next = Gör kommandot snabbare eller ta reda på vad det väntar på, och starta sedan teamet igen.
run-setup-not-started = Det förberedande kommandot ”{ $command }” kunde inte startas: { $error }
    .next = Installera det eller ändra det i manifestet, och starta sedan teamet igen.
run-no-checkpoint = Det finns ingen kontrollpunkt nummer { $number } för det.
    .next = Välj en ur listan.
run-checkpoint-lost = Kontrollpunkt nummer { $number } finns inte längre hel.
    .next = Välj en annan.
run-back-running = Team { $team } arbetar: att gå tillbaka skulle ändra filer under dess agent.
    .next = Stoppa det först.
leftover-gone = Det finns inget kvarblivet { $path }.
    .next = Titta igen.
leftover-not-clean = { $path } innehåller arbete som skulle gå förlorat, eller har skapats av någon annan.
    .next = Checka in eller flytta det som finns där, eller ta bort det för hand.

## Att gå tillbaka

run-go-back = Gå tillbaka…
run-back-title = Gå tillbaka: { $teams }
run-back-text = Filerna blir vad de var; ingen gren flyttas, och det som git ignorerar blir kvar. Det som finns nu sparas först, så att det går att ångra.
run-back-none = { $minutes ->
    [0] Inget har sparats än. Kontrollpunkter sparas före varje steg och när du ber om en.
    [one] Inget har sparats än. Kontrollpunkter sparas varje minut medan team arbetar, före varje steg och när du ber om en.
   *[other] Inget har sparats än. Kontrollpunkter sparas var { $minutes }:e minut medan team arbetar, före varje steg och när du ber om en.
}
run-back-changed = { $count ->
    [0] inget ändrat
    [one] 1 fil · +{ $added } −{ $removed }
   *[other] { $count } filer · +{ $added } −{ $removed }
}
run-back-looking = Tittar efter vad som skulle ändras…
run-back-same = { $team } är som det var: inget skulle ändras.
run-back-created = { $count ->
    [one] 1 fil kommer tillbaka
   *[other] { $count } filer kommer tillbaka
}
run-back-rewritten = { $count ->
    [one] 1 fil blir vad den var
   *[other] { $count } filer blir vad de var
}
run-back-deleted = { $count ->
    [one] 1 fil försvinner
   *[other] { $count } filer försvinner
}
run-back-lines = +{ $added } −{ $removed } rader
run-back-do = Gå tillbaka till { $time }
run-back-stop-do = { $count ->
    [one] Stoppa 1 agent och gå tillbaka till { $time }
   *[other] Stoppa { $count } agenter och gå tillbaka till { $time }
}
run-back-nothing = Inget skulle ändras.
run-checkpoint-now = Spara en kontrollpunkt nu
run-why-time = efter klockan
run-why-step = före ett steg
run-why-halt = efter ett stopp
run-why-report = ett team rapporterade
run-why-back = innan något togs tillbaka
run-why-person = du bad om den
run-moment-checkpoint-why = En kontrollpunkt sparades ({ $why })

## Kvarblivet

run-leftovers = Kvarblivna träd…
run-leftovers-line = { $count ->
    [one] 1 träd hör inte till något team och tar { $size }.
   *[other] { $count } träd hör inte till något team och tar { $size }.
}
run-leftovers-show = Titta på dem…
run-leftovers-title = Träd som inte hör till något team
run-leftovers-text = Träd för team som inte längre finns i manifestet eller körningen, och det som en krasch lämnade. Bara det som Dectet har skapat och som inte rymmer något arbete kan tas bort.
run-leftovers-none = Det finns inga.
run-leftovers-close = Stäng
run-leftover-remove = Ta bort
run-leftover-remove-it = Ta bort { $name }
run-leftover-stays = Det rymmer arbete som skulle gå förlorat, eller så har någon annan skapat det.
run-leftover-foreign = Inte skapat av Dectet: det blir kvar.
run-leftover-half = Ett halvt träd efter en krasch; ingen har arbetat i det.
run-leftover-dirty = { $count ->
    [one] 1 fil finns inte i någon commit: det blir kvar.
   *[other] { $count } filer finns inte i någon commit: det blir kvar.
}
run-leftover-commits = { $count ->
    [one] Rent; grenen blir kvar för 1 commit som inte finns någon annanstans.
   *[other] Rent; grenen blir kvar för { $count } commits som inte finns någon annanstans.
}
run-leftover-clean = Rent: inget skulle gå förlorat.
cli-doctor-leftovers = Kvarblivna träd
cli-doctor-leftover-clean = { $name } ({ $size } kB, rent)
cli-doctor-leftover-dirty = { $name } ({ $size } kB, { $count } filer i ingen commit)
cli-doctor-leftover-foreign = { $name } ({ $size } kB, inte skapat av Dectet)
