# Vad disken säger nej till
disk-missing = { $path } finns inte.
    .next = Kontrollera sökvägen, eller återställ filen.
disk-permission = Du får inte läsa eller skriva { $path }.
    .next = Ändra dess rättigheter, eller arbeta i en egen mapp.
disk-read-only = { $path } ligger på en disk som inte går att skriva på.
    .next = Kopiera projektet till en disk som går att skriva på.
disk-full = Det finns ingen plats på disken för { $path }.
    .next = Frigör utrymme och gör om. Det som fanns där förut är orört.
disk-path-too-long = Sökvägen { $path } är för lång för det här systemet.
    .next = Flytta projektet till en mapp med kortare sökväg, eller korta namnet.
disk-not-a-folder = { $path } är en fil, men där behövs en mapp.
    .next = Flytta filen eller byt namn på den.
disk-is-a-folder = { $path } är en mapp, men där behövs en fil.
    .next = Flytta mappen eller byt namn på den.
disk-in-the-way = Det finns redan något på { $path }.
    .next = Flytta undan det, eller välj ett annat namn.
disk-not-empty = Mappen { $path } är inte tom.
    .next = Välj en tom mapp, eller ett namn som inte finns än.
disk-link = { $path } är en symbolisk länk, och Dectet skriver inte genom länkar.
    .next = Ersätt länken med en riktig fil eller mapp.
disk-not-utf8 = { $path } är inte UTF-8-text: byten { $byte } går inte att läsa.
    .next = Spara filen som UTF-8 i din editor.
disk-name-not-utf8 = Namnet på { $path } är inte UTF-8, så Dectet går förbi den.
    .next = Byt namn på filen.
disk-special-file = { $path } är varken fil, mapp eller länk, så Dectet går förbi den.
    .next = Ta bort den om den inte hör hemma där.
disk-other = { $path } gick inte att läsa eller skriva: { $error }
    .next = Kontrollera disken och gör om.

# Att hitta och öppna ett projekt
project-none-here = Det finns inget Dectet-projekt i eller ovanför { $path }.
    .next = Gå till ett projekts mapp, peka ut den med --workspace, eller skapa ett projekt med ”dectet new”.
project-no-manifest = { $path } innehåller inget manifest, så den är inget Dectet-projekt än.
    .next = Skapa ett nytt projekt, välj en annan mapp, eller öppna den som teamens utdata.
project-empty-folder = { $path } är tom.
    .next = Skapa ett nytt projekt i den, eller välj en annan mapp.
project-not-a-manifest = { $path } är inget manifest och ligger inte i något projekt.
    .next = Öppna ett projekts mapp, eller dess team-coordination-manifest.yaml.
project-no-outputs = { $path } innehåller inga mappar som kan vara teams utdata.
    .next = Välj mappen som har en mapp för varje team.
project-has-no-manifest = Det här är lösa utdata från team: det finns inget manifest.
    .next = Skapa ett projekt för det här, eller leta efter konflikter och integrera, som inte behöver något.
project-manifest-unreadable = { $name } går inte att läsa som manifest.
    .next = Se dess problem i fönstret, eller jämför med ett exempel.
project-manifest-gone = { $name } togs bort av ett annat program.
    .next = Spara för att skriva den igen.
project-several-manifests = Det finns flera manifest i den här mappen; { $used } används.
    .next = Ta bort de andra, eller ge dem andra namn.
project-several-mega-folders = Det finns flera mappar för megafiler; { $used } används.
    .next = Flytta alla megafiler till { $used }.
project-mega-folder-name = Mappen { $name } har inget namn som ett team kan ha.
    .next = Döp den efter teamet vars megafiler den innehåller.
project-mega-file-without-team = { $path } ligger inte i något teams mapp, så den expanderas inte.
    .next = Flytta den till mappen för teamet som den hör till.
project-open-elsewhere = Ett annat fönster har projektet öppet, så här kan det bara läsas.
    .next = Ta över det, eller fortsätt i det andra fönstret.
project-take-over-refused = Det andra fönstret släppte inte inom två sekunder.
    .next = Stäng det och ta sedan över projektet.
project-read-only = Projektet är bara öppet för läsning.
    .next = Ta över det från det andra fönstret, eller skaffa rätt att skriva i dess mapp.
project-folder-not-writable = { $path } går inte att skriva i, så projektet kan bara läsas.
    .next = Skaffa rätt att skriva i mappen, eller kopiera projektet.
project-busy = Ett annat jobb skriver i det här projektet.
    .next = Vänta tills det är klart och gör om.
project-made-by-newer = Projektet har använts med ett nyare Dectet (dess format är { $version }).
    .next = Uppdatera Dectet.
project-none-open = Inget projekt är öppet.
    .next = Öppna ett projekt först.

# Nya projekt
create-without-name = Det nya projektet har inget namn.
    .next = Ge det ett.
create-not-empty = { $path } är inte tom, och Dectet skapar inga projekt bland andra filer.
    .next = Välj en tom mapp, eller ett namn som inte finns än.

# Att spara
save-no-mega-file = { $path } är ingen plats för en megafil.
    .next = Spara den som { $folder }/<team>/<namn>.yaml.

# Att expandera
expand-unknown-team = Manifestet har inget team { $team }.
    .next = Kontrollera stavningen, eller lägg till teamet i manifestet.
expand-folder-of-no-team = Manifestet har inget team { $team }, så dess megafiler expanderas inte.
    .next = Lägg till teamet i manifestet, eller flytta filerna till ett annat teams mapp.
expand-no-such-mega-file = Det finns ingen megafil { $path } i projektet.
    .next = Ange den som den ligger i projektet, till exempel mega-files/alpha/orders.yaml.
expand-no-mega-files = Det finns inga megafiler i { $folder }.
    .next = Lägg varje teams megafiler i { $folder }/<team>/.
expand-no-mega-files-of-team = Team { $team } har inga megafiler.
    .next = Lägg dem i dess mapp och expandera igen.
expand-output-gone = En megafil ger andra filer nu än för ett ögonblick sedan.
    .next = Expandera igen.
expand-kept-edited = { $path } i team { $team } har ändrats för hand, och ändringarna krockar med det som skulle genereras, så den får vara som den är.
    .next = För in ändringen för hand, eller ta bort filen och expandera igen.
preview-texts-left-out = { $count ->
        [one] En utfil visas utan text, för att den är för stor.
       *[other] { $count } utfiler visas utan text, för att de är för stora.
    }
    .next = Expandera för att se dem på disken.

# Motorn själv
settings-not-kept = Dina inställningar kan inte sparas i ”{ $path }”: { $why ->
        [disk-full] disken är full
        [disk-read-only] den kan bara läsas
        [disk-permission] du får inte skriva där
       *[other] ingen fil kan skapas där
    }. Allt fungerar, men senaste projekt, tema, språk och layout glöms när fönstret stängs.
    .next = Gör mappen skrivbar, eller låt DECTET_CONFIG_DIR peka på en annan.
settings-no-home = Det finns ingen plats för dina inställningar: { $error }
    .next = Sätt DECTET_CONFIG_DIR till en mapp som du får skriva i.
engine-no-thread = Systemet gav Dectet ingen tråd: { $error }
    .next = Stäng andra program och starta Dectet igen.
engine-panic = Dectet gjorde ett eget misstag: { $error }
    .next = Ingenting är halvskrivet. Rapportera det gärna, med vad ”dectet doctor” säger.
clash-cannot-merge = Under tiden har båda texterna ändrat samma rader, så de kan inte slås ihop av sig själva.
    .next = Behåll din, eller ta deras.
report-no-team = Det är inte klart vilket team som rapporterar.
    .next = Ange det med --team, eller kör det här i teamets eget träd.
report-unwritable = Rapporten kan inte skrivas: { $reason }.
    .next = Säg det på en rad som börjar med [STATUS] i stället.
