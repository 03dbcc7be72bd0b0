# Vad som kan vara fel i ett manifest. Varje meddelande har ett nästa steg.

## Att läsa det

manifest-too-large = Manifestet är { $size } MiB stort; Dectet läser högst { $limit } MiB.
    .next = Öppna projektets manifest. En så stor fil är något annat, eller innehåller data som hör hemma på annat håll.
manifest-empty = Manifestet är tomt.
    .next = Skriv åtminstone ”teams” med ett team, till exempel ”alpha: Databasschema”.
manifest-not-mapping = Manifestet är { $kind ->
        [list] en lista
       *[text] texten ”{ $found }”
    }, men Dectet väntar sig nycklar med värden, som ”teams”.
    .next = Börja filen med ”teams”, ett kolon, och teamen indragna därunder.
manifest-several-documents = Här börjar ett andra YAML-dokument; ett manifest är ett enda dokument.
    .next = Ta bort raden ”---”, eller flytta det som följer till en egen fil.
manifest-no-teams = Manifestet saknar ”teams”.
    .next = Lägg till ”teams” med en nyckel för varje team, till exempel ”alpha: Databasschema”.
manifest-duplicate-key = Nyckeln ”{ $key }” står här en gång till; den står redan på rad { $first_line }, kolumn { $first_column }.
    .next = Slå ihop dem, eller ta bort den ena. Tills dess gäller den första.
manifest-unknown-key = Dectet känner inte nyckeln ”{ $key }”: den får stå kvar, men ingenting görs med den.
    .next = Låt den vara om den är en anteckning för människor; leta annars efter nyckeln som menades.
manifest-misspelled-key = Dectet känner inte nyckeln ”{ $key }”; troligen menades ”{ $known }”.
    .next = Skriv ”{ $known }”.
manifest-second-spelling = ”{ $key }” är ett annat sätt att skriva ”{ $winner }”, som också finns; det är ”{ $winner }” som gäller.
    .next = Slå ihop dem under ”{ $winner }”.
manifest-wrong-type = ”{ $key }” är { $kind ->
        [nothing] tom
        [list] en lista
        [mapping] en grupp nycklar
       *[text] ”{ $found }”
    }, men Dectet väntar sig { $expected ->
        [teams] en nyckel för varje team
        [team] ett team med ett id
        [sub-team] ett delteams id, eller nycklar som ”id”
        [swarm] ett antal delteam, eller en lista på dem
        [boundaries] ”write_paths”, ”read_paths” och ”forbidden_paths”
        [texts] en lista med texter
        [text] en enda text
        [range] ett tal eller ett intervall, som 7000-9000 eller 9K
        [number] ett heltal
        [count-or-names] ett tal eller en lista med namn
        [percent] en procentsats från 0 till 100
        [amount] ett belopp i US-dollar, som 50
        [duration] en tid med enhet, som 10min eller 1h
        [minutes] minuter, som 15, 15min eller 00:45
        [warning] en regel som ”< 10% in 10min”
        [distribution] ”layers” eller ”domains”
        [permissions] ”ask”, ”allow”, eller listorna ”allow” och ”deny”
        [phases] en lista med faser
        [phase] en fas med namn och minuter
        [iterations] en lista med omgångar
        [iteration] en omgång med namn och team
        [integration-points] en lista med kontrakt
        [integration-point] ett kontrakt med namn och teamen som det gäller mellan
        [commands] en lista med kommandon
        [command] ett kommando, eller nycklar som ”name” och ”run”
        [command-line] en text till skalet, eller en lista med ord
        [command-words] en lista: programmet och dess argument
        [agents] ett namn för varje agent
        [agent] ett namn och nycklar som ”preset”
        [preset] manual, claude, codex, gemini, opencode, aider eller shell
        [agent-kind] manual, headless, acp eller terminal
        [agent-prompt] stdin, argument, file eller typed
        [environment] namn med värden
       *[mapping] en grupp nycklar
    }.
    .next = Ändra det; tills dess fortsätter Dectet som om det inte stod där.
manifest-bad-team-name = ”{ $name }” kan inte vara ett team: inget i det passar som mappnamn, eller så använder Dectet namnet självt.
    .next = Välj ett namn med bokstäver eller siffror, dock inte ”you”, ”base” eller ”integration”.
manifest-team-clash = Teamet ”{ $name }” är samma som det på rad { $first_line }: båda har id ”{ $id }”.
    .next = Ge ett av dem ett annat namn.
manifest-swarm-too-large = ”swarm” begär { $found } delteam; ett team har högst { $limit }.
    .next = Skriv ett mindre tal.
manifest-bare-colon = ”{ $text }” innehåller ett kolon som YAML tar för en nyckel; Dectet läser det som en enda text.
    .next = Sätt texten inom citattecken.
manifest-command-without-run = Kommando { $number } säger inte vad det kör.
    .next = Lägg till ”run” med en kommandorad.

## Att ändra det

manifest-edit-refused = { $team ->
        [none] Den här ändringen
       *[other] Den här ändringen av { $team }
    } skulle även ha ändrat något annat i manifestet, så ingenting ändrades.
    .next = Gör ändringen i manifestets text; ett värde där kan vara delat genom ett ankare.
manifest-edit-no-team = Det finns inget team ”{ $team }” i manifestet längre.
    .next = Titta på listan över team igen.
manifest-edit-no-item = { $team } har inte den här posten längre.
    .next = Titta på teamets lista igen.
manifest-edit-empty = En post utan ord kan inte läggas till.
    .next = Skriv vad den säger.
manifest-edit-team-exists = Det finns redan ett team ”{ $team }”.
    .next = Välj ett annat id.

## Att kontrollera det

manifest-without-teams = Manifestet har inget team ännu.
    .next = Lägg till ett team.
manifest-unknown-team = ”{ $name }” är inget team i det här manifestet{ $near ->
        [none] .
       *[other] ; kanske menas ”{ $near }”.
    }
    .next = { $near ->
        [none] Ta bort namnet, eller lägg till teamet.
       *[other] Skriv ”{ $near }”.
    }
manifest-depends-on-itself = { $team } nämner sig självt under ”{ $field }”.
    .next = Ta bort det där.
manifest-dependency-cycle = De här teamen är beroende av varandra i en cirkel: { $cycle }.
    .next = De kan arbeta ändå, eftersom vart och ett ersätter det som saknas med en attrapp; bryt cirkeln genom att låta { $last } klara sig utan { $first }.
manifest-waiting-cycle = De här teamen väntar på varandra, så inget av dem skulle börja: { $cycle }.
    .next = Låt { $last } inte längre vänta på { $first }.
manifest-team-without-responsibilities = { $team } har inga ansvarsområden.
    .next = Dra några till teamet, eller ta bort det.
manifest-unassigned = { $count ->
        [one] Ett ansvarsområde har inget team.
       *[other] { $count } ansvarsområden har inget team.
    }
    .next = Dra dem till de team som ska bygga dem.
manifest-unknown-agent = { $team } ska arbeta med agenten ”{ $agent }”, som inte finns under ”agents”{ $near ->
        [none] .
        [preset] ; Dectet har en förinställning med det namnet.
       *[other] ; kanske menas ”{ $near }”.
    }
    .next = { $near ->
        [none] Lägg till den under ”agents”, eller välj en annan; tills dess arbetar teamet för hand.
        [preset] Lägg till den under ”agents”.
       *[other] Skriv ”{ $near }”.
    }
manifest-team-in-no-round = { $team } är inte med i någon omgång.
    .next = Åtgärden lägger till det i den sista; eller välj en annan på sidan Omgångar.
manifest-bad-pattern = Sökvägsmönstret ”{ $pattern }” för { $team } går inte att använda: { $fault ->
        [empty] det är tomt
        [negated] det börjar med ”!”, och mönster säger bara vad de träffar
        [absolute] det börjar vid en enhet eller en nätverksplats
        [parent] det lämnar projektet genom ”..”
        [class] ett ”[” i det saknar ”]”, eller ett intervall i det är tomt
        [braces] dess klamrar går inte ihop
       *[too-long] det är för långt, eller dess klamrar står för för många mönster
    }.
    .next = { $fault ->
        [negated] Lägg det som inte är teamets under ”forbidden_paths”.
       *[other] Skriv det som en sökväg i projektet, som src/api/**.
    }
manifest-overlap = { $first } och { $second } får båda skriva { $example }: ”{ $first_pattern }” på rad { $first_line } och ”{ $second_pattern }” här träffar den båda, och inget är tydligt mer specifikt.
    .next = Gör ett av mönstren snävare, eller flytta det till ett av teamen.
manifest-carve-out = ”{ $inner_pattern }” ger { $inner } en del av det som ”{ $outer_pattern }” ger { $outer }.
    .next = Inget att göra om det är meningen: det mer specifika mönstret vinner.
manifest-self-forbidden = { $team } får skriva ”{ $write }” men förbjuds ”{ $forbidden }”: förbudet vinner, till exempel för { $example }.
    .next = Ta bort ett av dem.
manifest-team-without-paths = { $team } har inga skrivsökvägar: allt det skriver saknar ägare.
    .next = Ge det sökvägar, så att teamen inte skriver samma filer.
manifest-contract-alone = Kontraktet ”{ $contract }” gäller inte mellan två team.
    .next = Nämn minst två team under ”between”.
manifest-contract-bad-path = Artefakten ”{ $artifact }” i kontraktet ”{ $contract }” är ingen sökväg till en fil i projektet.
    .next = Skriv en sökväg som contracts/api/openapi.yaml.
manifest-contract-unclaimed = Ingens skrivsökvägar omfattar { $artifact }, artefakten i kontraktet ”{ $contract }”, så vilket team som helst får skriva den.
    .next = Ge den till { $owner }.
manifest-contract-of-another = { $artifact }, artefakten i kontraktet ”{ $contract }”, skrivs av { $writer }, men ägaren är { $owner }.
    .next = Ge sökvägen till { $owner }, eller gör { $writer } till ägare.
manifest-contract-several-writers = Flera team får skriva { $artifact }, artefakten i kontraktet ”{ $contract }”: { $writers }.
    .next = Ge sökvägen till { $owner } ensamt.
manifest-targets-do-not-add-up = Teamens mål blir tillsammans { $sum } rader, { $direction ->
        [less] färre
       *[more] fler
    } än projektets { $target }.
    .next = Ändra projektets mål, eller teamens.
manifest-round-without-teams = Inget team är med i omgången ”{ $round }”.
    .next = Nämn dess team, eller ta bort den.
manifest-rounds-shrink = Omgången ”{ $round }” slutar med sammanlagt { $target } rader, färre än de { $before } i omgången innan.
    .next = En omgångs ”target_loc” är projektets summa efter den.
manifest-rounds-do-not-reach = Den sista omgången, ”{ $round }”, slutar med sammanlagt { $target } rader; projektets mål är { $project }.
    .next = Få de två att stämma överens.
manifest-long-phases = Faserna tar tillsammans { $minutes } minuter, mer än två timmar.
    .next = Inget att göra om det är meningen; kortare körningar hittar konflikter tidigare.
manifest-bad-branch-prefix = ”{ $prefix }” kan inte vara början på ett grennamn.
    .next = Använd bokstäver, siffror och bindestreck.
manifest-secret-in-text = Agenten ”{ $agent }” har ett värde för { $name } i manifestet, där alla kan läsa det.
    .next = Lägg det i din miljö och skriv ${ $name } här.
manifest-agent-without-command = Agenten ”{ $agent }” har varken en förinställning eller ett kommando.
    .next = Lägg till ”preset” eller ”command”.

## Promptar

prompt-no-team = Det finns inget team ”{ $team }” i manifestet.
    .next = Välj ett av dess team.
prompt-template-unknown = Mallen nämner ”{ $name }”, som inte finns.
    .next = { $near ->
        [none] Rätta den här raden, eller ta bort filen: då används den inbyggda mallen.
       *[other] Menade du ”{ $near }”? Rätta den här raden, eller ta bort filen: då används den inbyggda mallen.
    }
prompt-template = Mallen för den här prompten går inte att använda: { $reason }
    .next = Rätta den här raden i mallen, eller ta bort filen: då används den inbyggda.
