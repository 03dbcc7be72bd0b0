# Vad som kan vara fel med megafiler, med sökvägar och med en text som YAML.

yaml-colon-in-value = Värdet innehåller ett kolon till, så YAML kan inte avgöra var det slutar.
    .next = Sätt hela värdet inom dubbla citattecken.
yaml-unknown-alias = En stjärna inleder ett alias i YAML, och inget heter ”{ $name }”.
    .next = Sätt värdet inom dubbla citattecken om stjärnan hör till texten.
yaml-recursive-alias = Ett alias står inuti det värde som det pekar på.
    .next = Skriv ut värdet i stället för aliaset.
yaml-tab = Här står ett tabbtecken där YAML bara tillåter mellanslag.
    .next = Ersätt tabbtecknet med mellanslag.
yaml-invisible-space = Ett osynligt tecken står i indraget, till exempel ett hårt mellanslag.
    .next = Ta bort radens indrag och skriv det på nytt med mellanslag.
yaml-unclosed = Ett citattecken eller en parentes som börjar här eller ovanför stängs aldrig.
    .next = Stäng det, eller sätt värdet inom dubbla citattecken om det är text.
yaml-reserved-character = YAML reserverar ”{ $character }” i början av ett värde.
    .next = Sätt värdet inom dubbla citattecken.
yaml-indentation = Raden står längre in eller längre ut än grannraderna tillåter.
    .next = Ställ den i linje med raden den hör ihop med. I ett block efter ”|” är det första raden som bestämmer.
yaml-no-key = Raden har varken en nyckel med kolon eller ett streck.
    .next = Dra in den mer om den hör till texten ovanför, eller inled den med ”nyckel:” eller ”- ”.
yaml-too-deep = Värden är nästlade djupare än { $limit } nivåer.
    .next = Skriv filen plattare.
yaml-too-many-values = Filens alias blir tillsammans fler än { $limit } värden.
    .next = Använd färre alias inuti alias.
yaml-other = Det här är inte YAML: { $reason }
    .next = Rätta raden, eller raden före.

path-empty = Sökvägen för ”{ $template }” blir tom för ”{ $subject }”.
    .next = Skriv vart filen ska, räknat från projektets rot.
path-absolute = ”{ $path }” är en sökväg på en viss dator, inte i projektet.
    .next = Skriv sökvägen från projektets rot, utan enhet eller server.
path-parent = ”{ $path }” lämnar teamets mapp med ”..”.
    .next = Skriv sökvägen från projektets rot, och håll ”..” borta från namn.
path-name = ”{ $part }” i ”{ $path }” är ett namn som vissa system inte klarar.
    .next = Välj ett namn utan : < > " | ? *, utan punkt eller mellanslag sist, som inte är ett enhetsnamn som CON.
path-too-long = ”{ $path }” är längre än vissa system tillåter.
    .next = Välj kortare namn: 255 byte per del, 1 024 totalt.

mega-empty = Filen innehåller ingen megafil.
    .next = Skriv en, med id, team och minst en mall.
mega-without-id = Megafilen har inget id.
    .next = Lägg till ”id:” med ett namn som ingen annan megafil har, till exempel mega-alpha-orders.
mega-without-team = Megafilen säger inte vilket team den hör till, så mappen avgör.
    .next = Lägg till ”team:” med teamets id.
mega-bad-team = ”{ $written }” är inget teamnamn.
    .next = Skriv ett teams id, till exempel alpha.
mega-other-team = Filen anger team { $named } men ligger i mappen för team { $team }, och mappen avgör.
    .next = Flytta filen till det teamets mapp, eller rätta ”team:”.
mega-team-spelling = ”{ $written }” läses som { $team }.
    .next = Skriv teamet som { $team }.
mega-square-brackets-left = ”{ $written }” har inte fyllts i.
    .next = Skriv det riktiga värdet för ”{ $key }” i stället.
mega-square-brackets = ”{ $written }” i en sökväg är ingen platshållare och står kvar som det är.
    .next = Skriv { "{" }entity{ "}" } där ett namn ska stå.
mega-duplicate-key = ”{ $key }” står två gånger här, först på rad { $first_line }.
    .next = Ge den ena ett annat namn, eller slå ihop dem.
mega-duplicate-template = Det finns två mallar som heter ”{ $name }”.
    .next = Ge den ena ett annat namn.
mega-wrong-kind = ”{ $key }” ska vara { $expected ->
        [text] text
        [list] en lista
        [number] ett tal
       *[map] nycklar med värden
    }, men här står { $found ->
        [text] text
        [list] en lista
        [nothing] ingenting
       *[map] nycklar med värden
    }.
    .next = Jämför med en megafil i ett exempel.
mega-unknown-key = ”{ $key }” får vara kvar, men Dectet gör inget med den.
    .next = Ta bort den om den inte är till för andra verktyg.
mega-unknown-key-near = ”{ $key }” får vara kvar, men Dectet gör inget med den.
    .next = Menade du ”{ $nearest }”?
mega-spelling = ”{ $written }” läses som ”{ $usual }”.
    .next = Skriv ”{ $usual }” så att alla verktyg förstår.
mega-number-as-text = ”{ $key }” är ett tal skrivet som text och läses som tal.
    .next = Ta bort citattecknen.
mega-no-estimate = ”{ $key }” är varken ett tal eller ett intervall och jämförs därför inte.
    .next = Skriv det som 50 eller 50-100.
mega-estimate-files = Megafilen säger sig skapa { $estimate } filer men skapar { $truth }.
    .next = Rätta ”estimated_files”, eller se efter om entiteter saknas.
mega-estimate-lines = Megafilen säger sig skapa { $estimate } rader men skapar ungefär { $truth }.
    .next = Rätta ”estimated_loc”, eller se efter om mallar har kortats av.
mega-fenced = Megafilen står inom ett kodstaket i Markdown, och det som står runt om läses inte.
    .next = Spara bara megafilen, utan staketet.
mega-bom = Filen börjar med ett osynligt märke (en BOM) som inte läses.
    .next = Spara filen som UTF-8 utan BOM.
mega-crlf = Filens rader slutar med CRLF, men filerna den skapar får LF.
    .next = Inget behöver göras.
mega-several = Filen innehåller { $count } megafiler efter varandra.
    .next = Spara var och en i en egen fil.
mega-cut-off = Filen slutar mitt på en rad och kan ha blivit avhuggen.
    .next = Titta på slutet, och be om resten om något saknas.

mega-no-templates = Megafilen har inga mallar.
    .next = Lägg till ”generation_templates:” med minst en mall.
mega-nothing-to-expand = Det finns mallar men inget att skapa dem för.
    .next = Lägg till entiteter, mönster eller enskilda filer under ”expansion_rules:”.
mega-templates-as-list = Mallarna är en lista och läses som om varje namn vore en nyckel.
    .next = Skriv varje mall under sitt namn.
mega-template-without-name = Mallen har inget namn.
    .next = Lägg till ”name:”, eller skriv mallen under sitt namn.
mega-template-without-path = Mallen ”{ $name }” säger inte vart dess filer ska.
    .next = Lägg till ”output_path:”.
mega-template-without-body = Mallen ”{ $name }” har ingen text.
    .next = Lägg till ”template: |” och texten under.
mega-folded-template = Efter ”>” slår YAML ihop mallens rader till en.
    .next = Skriv ”|” så att varje rad förblir en rad.
mega-template-unused = Mallen ”{ $template }” används inte för något.
    .next = Ta bort den, eller se efter om ”only” och ”except” utesluter den av misstag.
mega-unknown-engine = ”{ $written }” är inget sätt att läsa platshållare.
    .next = Skriv braces, jinja eller auto.
mega-unknown-template = Det finns ingen mall som heter ”{ $name }”.
    .next = Skriv namnet på en mall i megafilen.
mega-unknown-template-near = Det finns ingen mall som heter ”{ $name }”.
    .next = Menade du ”{ $nearest }”?
mega-relative-path = ”{ $path }” saknar inledande snedstreck. Här läses den ändå från projektets rot, men äldre verktyg godtar den inte.
    .next = Skriv ett snedstreck framför om andra verktyg läser filen.
mega-backslash = Omvända snedstreck i ”{ $written }” läses som vanliga snedstreck.
    .next = Skriv / mellan delarna i en sökväg.
mega-stubs =
    { $count ->
        [one] En kvarlämnad stump: ”{ $written }”.
       *[other] { $count } kvarlämnade stumpar, den första är ”{ $written }”.
    }
    .next = Skriv ut det som stumpen står för, annars saknas det i filerna.

mega-entities-as-text = Entiteterna är bara namn, utan attribut.
    .next = Skriv ”- name: …” för att ge dem attribut.
mega-entities-as-map = Entiteterna är nycklar med värden och läses som en lista med namn.
    .next = Skriv var och en som ”- name: …”.
mega-entity-without-name = Entiteten har inget namn.
    .next = Lägg till ”name:”.
mega-attributes-as-map = Attributen är nycklar med värden och läses som en lista med namn och typer.
    .next = Skriv vart och ett som ”- name: …” med ”type: …”.
mega-attributes-as-pairs = Attribut står som namn och typ i ett och läses som båda.
    .next = Skriv vart och ett som ”- name: …” med ”type: …”.
mega-attributes-as-text = Attributen är bara namn, så deras typ är string.
    .next = Skriv vart och ett som ”- name: …” med ”type: …”.
mega-unknown-type = ”{ $type }” är ingen känd typ, så ”{ $name }” kan vara vad som helst.
    .next = Använd en känd typ, till exempel string, integer, decimal, boolean, timestamp, uuid, enum eller json.
mega-old-boolean = ”{ $written }” läses som text, men äldre verktyg läser det som sant eller falskt.
    .next = Sätt det inom dubbla citattecken så att alla verktyg är överens.
mega-pattern-type = ”{ $type }” är inget slags mönster som Dectet känner till.
    .next = Skriv ”type: range” med start, end och templates.
mega-pattern-without-range = Mönstret säger inte från vilket tal till vilket.
    .next = Lägg till ”start:” och ”end:”.
mega-pattern-empty = Från { $start } till { $end } i steg om { $step } finns inget tal.
    .next = Skriv ett slut som inte ligger före början, och ett steg på minst 1.
mega-pattern-without-templates = Mönstret säger inte vilka mallar det gäller.
    .next = Lägg till ”templates:” med deras namn.
mega-claimed = Skapas bara för talen eller de enskilda filerna, inte för entiteterna: { $templates }.
    .next = Inget behöver göras om det är så du menar.
mega-scaffold-as-text = En enskild fil är bara ett mallnamn.
    .next = Skriv ”- template: …”.
mega-scaffold-without-template = Den enskilda filen säger inte vilken mall som skapar den.
    .next = Lägg till ”template:” med en malls namn.
mega-generator = En generator med regler läses som entiteter med mallar.
    .next = Inget behöver göras. ”expansion_rules:” är det vanliga sättet att skriva.
mega-generator-type = ”{ $type }” är inget slags generator som Dectet känner till.
    .next = Skriv ”type: factory”.
mega-generator-without-rules = Generatorn har inga regler.
    .next = Lägg till ”rules:” med ”for_each:” och ”generate:”.
mega-rule-incomplete = En regel behöver både ”for_each:” och ”generate:”.
    .next = Lägg till den som saknas.
mega-check-as-text = En kontroll är skriven som bara text och läses som ”check: …”.
    .next = Skriv ”- check: …”.
mega-unknown-check = ”{ $written }” är ingen kontroll som Dectet känner till, så den görs inte.
    .next = Skriv files_parse eller tests_valid.

mega-unknown-variable = Inget som mallen ”{ $template }” skapas för har ett ”{ $name }”, så frågan får alltid nej.
    .next = Ange det på en entitet, eller fråga ”{ $name } is defined” om det är det du menar.
mega-unknown-variable-near = Inget som mallen ”{ $template }” skapas för har ett ”{ $name }”, så frågan får alltid nej.
    .next = Menade du ”{ $nearest }”?
mega-undefined = ”{ $name }” är ingen variabel i mallen ”{ $template }” för ”{ $subject }”.
    .next = Ange den på entiteten. Om klamrarna hör till målspråket: sätt dem mellan { "{%" } raw %{ "}" } och { "{%" } endraw %{ "}" }, eller ange ”engine: braces”.
mega-undefined-near = ”{ $name }” är ingen variabel i mallen ”{ $template }” för ”{ $subject }”. Närmast är ”{ $nearest }”.
    .next = Skriv { $nearest }. Om klamrarna hör till målspråket: sätt dem mellan { "{%" } raw %{ "}" } och { "{%" } endraw %{ "}" }, eller ange ”engine: braces”.
mega-undefined-of-text = ”{ $owner }” är en text och har inget ”{ $key }”, i mallen ”{ $template }” för ”{ $subject }”.
    .next = Skriv bara ”{ $key }” om du menar entitetens egen, eller ett filter som | snake_case.
mega-undefined-key = ”{ $owner }” har inget ”{ $key }” här, i mallen ”{ $template }” för ”{ $subject }”.
    .next = Lägg till ”{ $key }”, eller skriv { $name } | default("…").
mega-unknown-in-path = ”{ $name }” i sökvägen för mallen ”{ $template }” är ingen variabel.
    .next = Ange den på entiteten, eller skriv { "{" }!{ $name }{ "}" } om klamrarna hör till sökvägen.
mega-unknown-in-path-near = ”{ $name }” i sökvägen för mallen ”{ $template }” är ingen variabel.
    .next = Menade du ”{ $nearest }”? Skriv { "{" }!{ $name }{ "}" } om klamrarna hör till sökvägen.
mega-list-in-path = ”{ $name }” i sökvägen för mallen ”{ $template }” är en lista, inte en text.
    .next = Använd en variabel som innehåller en text.
mega-unknown-filter = Det finns inget filter som heter ”{ $name }”, i mallen ”{ $template }”.
    .next = Använd ett filter i Jinja, eller snake_case, camel_case, pascal_case, kebab_case, plural, singular.
mega-unknown-filter-near = Det finns inget filter som heter ”{ $name }”, i mallen ”{ $template }”.
    .next = Menade du ”{ $nearest }”?
mega-unknown-test = Det finns inget test som heter ”{ $name }”, i mallen ”{ $template }”.
    .next = Använd ett test i Jinja, till exempel defined, none eller string.
mega-unknown-test-near = Det finns inget test som heter ”{ $name }”, i mallen ”{ $template }”.
    .next = Menade du ”{ $nearest }”?
mega-unknown-function = Det finns ingen funktion som heter ”{ $name }”, i mallen ”{ $template }”.
    .next = Använd range, dict eller namespace, eller ett makro i mallen.
mega-unknown-function-near = Det finns ingen funktion som heter ”{ $name }”, i mallen ”{ $template }”.
    .next = Menade du ”{ $nearest }”?
mega-unknown-method = Inget här har en metod som heter ”{ $name }”, i mallen ”{ $template }” för ”{ $subject }”.
    .next = Använd en av Pythons metoder, till exempel lower(), eller ett filter.
mega-include = Mallen ”{ $template }” ber om en annan fil, men en megafil har inga andra: { $tag }
    .next = Skriv in det som den andra filen innehåller i mallen.
mega-too-many-steps = Mallen ”{ $template }” tar mer än { $limit } steg för ”{ $subject }”.
    .next = Leta efter en slinga som går alldeles för länge.
mega-output-too-large = En fil av mallen ”{ $template }” för ”{ $subject }” blir större än { $limit_mb } MB.
    .next = Dela filen, eller leta efter en slinga som går alldeles för länge.
mega-template-too-deep = Mallen ”{ $template }” anropar sig själv, eller är nästlad, djupare än tillåtet.
    .next = Leta efter ett makro som anropar sig själv utan slut.
mega-template-syntax = Mallen ”{ $template }” är inte riktig Jinja: { $reason }
    .next = Rätta taggen. Om den hör till målspråket: sätt den mellan { "{%" } raw %{ "}" } och { "{%" } endraw %{ "}" }, eller ange ”engine: braces”.
mega-render-failed = Mallen ”{ $template }” fungerar inte för ”{ $subject }”: { $reason }
    .next = Rätta raden, eller se efter vad den här entiteten har som andra inte har.
mega-unclosed-block = ”{ $tag }” börjar ett block som aldrig tar slut, i mallen ”{ $template }”.
    .next = Lägg till { "{%" } end{ $tag } %{ "}" } där blocket slutar.
mega-unclosed-tag = En tagg börjar med ”{ $name }” och tar aldrig slut, i mallen ”{ $template }”.
    .next = Stäng den med två klamrar.
mega-bad-expression = ”{ $expression }” är inte färdigt, i mallen ”{ $template }”.
    .next = Skriv resten av uttrycket, eller ta bort det som är för mycket.
mega-braces-stay = Inget uttryck, så det står kvar som det är i mallen ”{ $template }”: { $written }
    .next = Inget behöver göras om det hör till målspråket.
mega-reserved-stays = Rutter och JSX är fulla av sådana, så de står kvar i mallen ”{ $template }”: { $written }
    .next = Skriv dubbla klamrar runt namnet där du menar variabeln.
mega-near-miss = ”{ $written }” är ingen variabel och står kvar som det är i mallen ”{ $template }”.
    .next = Menade du ”{ $known }”?
mega-list-stays = En lista har ingen egen text, så den står kvar i mallen ”{ $template }”: { $written }
    .next = Skriv en slinga över den, eller slå ihop den, med dubbla klamrar.
mega-literal-brace = Tre klamrar i mallen ”{ $template }” är en klammer runt en platshållare.
    .next = Sätt ett mellanslag efter den första klammern så att det syns.
mega-filter-spelling = Filtret { $written } läses som ”{ $known }”, i mallen ”{ $template }”.
    .next = Skriv ”{ $known }” så att alla verktyg förstår.
mega-not-jinja = Mallen ”{ $template }” läses bara med enkla klamrar, så detta står kvar: { $written }
    .next = Ange ”engine: jinja” om det är en platshållare.
mega-no-such-output = Megafilen har ingen utfil nummer { $index }.
    .next = Expandera igen.
mega-too-many-files = Megafilen skapar { $files } filer, fler än de { $limit } som tillåts.
    .next = Dela den i flera, eller titta på dess intervall.

mega-collision =
    { $count ->
        [one] ”{ $path }” skapas två gånger: av { $template } och av { $other } ({ $other_place }).
       *[other] ”{ $path }” med flera skapas av flera: av { $template } och av { $other } ({ $other_place }), { $count } gånger.
    }
    .next = Ange en variabel som skiljer sig i den ena sökvägen.
mega-collision-in-case = ”{ $path }” (av { $template }) och ”{ $other_path }” (av { $other }, { $other_place }) är samma fil på vissa system.
    .next = Välj namn som skiljer sig i mer än stora och små bokstäver.
mega-file-in-the-way = ”{ $file }” ska bli en fil, men ”{ $path }” behöver en mapp med det namnet.
    .next = Byt namn på den ena.
mega-another-teams-path =
    { $count ->
        [one] ”{ $path }” hör till team { $owner }, inte till { $team }.
       *[other] ”{ $path }” och totalt { $count } sökvägar hör till team { $owner }, inte till { $team }.
    }
    .next = Välj en egen sökväg, eller ändra skrivsökvägarna i manifestet.
mega-forbidden-path =
    { $count ->
        [one] Manifestet förbjuder ”{ $path }” för team { $team }.
       *[other] Manifestet förbjuder ”{ $path }” och totalt { $count } sökvägar för team { $team }.
    }
    .next = Välj en annan sökväg, eller ändra de förbjudna sökvägarna i manifestet.
mega-unclaimed-paths =
    { $count ->
        [one] Ingen gör anspråk på ”{ $path }”, så team { $team } får skriva den.
       *[other] Ingen gör anspråk på ”{ $path }” och totalt { $count } sökvägar, så team { $team } får skriva dem.
    }
    .next = Ange en skrivsökväg i manifestet som säger vems de är.

syntax-does-not-parse = Filen är inte riktig { $language }: rad { $line }, kolumn { $column }.
    .next = Rätta mallraden som skapade den.
