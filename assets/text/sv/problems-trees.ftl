# Baser, git, träd, integration, återtagande
git-missing = Git kunde inte startas ({ $message }).
    .next = Installera git, se till att det finns i PATH och försök igen.
git-failed = Git vägrade ”git { $command }”. Det sade ”{ $message }”.
    .next = Åtgärda det som git nämner, eller prova samma kommando i en terminal i projektets mapp.
git-no-commit = Projektet är ett gitförråd utan någon incheckning, så teamen har inget att utgå från.
    .next = Gör den första incheckningen (git add -A && git commit -m "Start") och försök igen.
base-lost = Det som ett teams träd utgick från ({ $base }) saknas i .dectet/bases.
    .next = Spara teamets mapp någon annanstans, ta bort den ur teams/, expandera på nytt och kopiera tillbaka teamets egna ändringar.
tree-walk = Mappen { $path } kunde inte läsas till slut ({ $message }).
    .next = Kontrollera mappens rättigheter och länkar och försök igen.
tree-path-not-utf8 = Filnamnet ”{ $path }” är inte giltig UTF-8 och kan därför inte ingå i resultatet.
    .next = Byt namn på filen.
nothing-to-take-back = Det finns inget att ta tillbaka.
    .next = Bara det som Dectet har expanderat eller integrerat i det här projektet kan tas tillbaka.
undo-unreadable = Anteckningen om steg { $number } i .dectet/undo är skadad, så steget kan inte tas tillbaka.
    .next = Återställ filerna från egna kopior eller från git.
cancelled = Stoppat. Filer som skrevs är hela; nästa körning gör klart resten.
    .next = Starta igen när du är redo.
internal = Något gick fel inne i Dectet ({ $message }). Inget ändrades.
    .next = Försök igen; om det upprepas, rapportera det med utskriften från ”dectet doctor”.
you-edits = { $count ->
        [one] En fil i integrated/ har ändrats för hand. Ändringen behålls som sidan ”du”.
       *[other] { $count } filer i integrated/ har ändrats för hand. Ändringarna behålls som sidan ”du”.
    }
    .next = Inget behöver göras.
