job-structure = Läser vad filer definierar och importerar
duplicate-definition = { $path } slogs samman utan konflikt, men definierar nu { $name } två gånger: på rad { $first } och på rad { $line }.
    .next = Öppna filen i resultatet och behåll en av de två, eller byt namn på en.
migration-number-twice = { $path } ({ $team }) och { $other } ({ $otherTeam }) är båda migrering nummer { $number }.
    .next = Ge en av dem nästa lediga nummer.
contract-authors = Kontraktet { $contract } ({ $artifact }) har skrivits av flera team: { $teams }. Det ägs av { $owner }.
    .next = Jämför vad de skrev och behåll det som ägaren menar.
contract-authors-unowned = Kontraktet { $contract } ({ $artifact }) har skrivits av flera team: { $teams }. Det har ingen ägare.
    .next = Jämför vad de skrev, behåll det som är menat och ange ett team som ägare till artefakten i manifestet.
import-gone = { $path } ({ $team }) importerar { $target } på rad { $line }, men { $by } har tagit bort eller flyttat den filen.
    .next = Låt importen peka på var den finns nu, eller behåll filen.
import-moved-away = { $path } importerar { $target } på rad { $line }, som { $team } skrev det, men { $by } har flyttat filen som importerar.
    .next = Skriv importen så som den ser ut från filens nya plats.
import-kept-out = { $path } importerar { $target } på rad { $line }, men den filen hålls utanför resultatet: { $team } får inte skriva där.
    .next = Släpp in filen med ett skäl, eller be ägaren om den.
import-name-gone = { $path } ({ $team }) importerar { $name } från { $target } på rad { $line }, men { $by } har tagit bort det eller gett det ett annat namn där.
    .next = Importera namnet som kom i stället, eller behåll det gamla.
import-cycle = { $count } filer importerar varandra i en cirkel som inget teams eget träd har: { $way }.
    .next = Flytta det som båda behöver till en egen fil.
changed-signature = { $path } ({ $team }) anropar { $name } på rad { $line } med { $count ->
        [one] ett argument
       *[other] { $count } argument
    }, men { $by } har ändrat den i { $other }: nu tar den { $takes }.
    .next = Ändra anropet till det som funktionen tar nu.
duplicate-name = { $name } finns två gånger i ett paket: i { $other }, rad { $otherLine } ({ $otherTeam }) och i { $path }, rad { $line } ({ $team }).
    .next = Behåll en av de två, eller byt namn på en.
duplicate-table = { $name } skapas två gånger i en databas: i { $other }, rad { $otherLine } ({ $otherTeam }) och i { $path }, rad { $line } ({ $team }).
    .next = Behåll en av de två och flytta över kolumner som bara den andra har.
route-twice = { $method } { $route } registreras två gånger: i { $other }, rad { $otherLine } och i { $path }, rad { $line }.
    .next = Behåll en av de två: de flesta servrar svarar med den första och når aldrig den andra.
port-twice = { $service } och { $otherService } publicerar båda port { $port } i { $path }, på raderna { $otherLine } och { $line }.
    .next = Ge en av dem en annan port.
port-listened-twice = Två program lyssnar på port { $port }: { $other }, rad { $otherLine } och { $path }, rad { $line }.
    .next = Om båda körs på samma dator, ge en av dem en annan port.
variable-twice = { $name } sätts två gånger i { $path } med olika värden, på raderna { $otherLine } och { $line }; det sista gäller.
    .next = Behåll det värde som är menat.
variable-defaults = { $name } har olika värden där ingen sätter den: i { $other }, rad { $otherLine } och i { $path }, rad { $line }.
    .next = Om båda menar samma inställning, ge den ett värde på ett ställe som båda läser.
outside-read-paths = { $team } importerar från annat än det som det får läsa, { $count ->
        [one] en gång
       *[other] { $count } gånger
    }, först i { $path }, rad { $line }: { $target }.
    .next = Lägg till vägen bland det som teamet får läsa i manifestet, eller importera genom ett kontrakt.
