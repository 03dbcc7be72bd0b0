# Inspektören: alla fält för ett team eller för projektet. {$of} är teamets titel, ”projektet” eller vad något heter.
inspector-close = Stäng inspektören
inspector-of-project = Projekt
inspector-of-team = Granska { $team }
inspector-pick = Välj ett team
inspector-pick-team = Välj { $team }
inspector-the-project = projektet
inspector-read-only = Inget kan ändras just nu

# Namn för skärmläsare
inspector-section = Avsnitt { $name }
inspector-field = { $field }, { $of }
inspector-item = { $list } { $number }, { $of }
inspector-add-to = Lägg till i { $list }, { $of }
inspector-choice = { $choice }, { $field }, { $of }
inspector-menu = Meny för { $what }
inspector-name-of = Namn på { $name }
inspector-minutes-of = Minuter för { $name }
inspector-offer = Välj { $what }
inspector-fix-name = Rätta här: { $what }
inspector-more = { $count ->
    [one] och 1 anmärkning till
   *[other] och { $count } anmärkningar till
}
inspector-remove-what = Ta bort { $what }

# Vad man kan göra
inspector-up = Flytta upp
inspector-down = Flytta ner
inspector-remove = Ta bort
inspector-all = Alla
inspector-needs-name = Ett namn behöver minst ett ord
inspector-name-taken = Det finns redan något som heter ”{ $name }”
inspector-needs-command = Skriv vad som ska köras, eller ta bort kommandot

# Ett team
inspector-identity = Identitet
inspector-id = Id
inspector-id-folders = Det som ligger i teams/{ $id } och mega-files/{ $id } blir kvar där: byt namn på mapparna själv
inspector-name = Namn
inspector-role = Roll
inspector-priority = Prioritet
inspector-priority-hint = { $place }, platsen i filen
inspector-agent = Agent
inspector-agent-manual = Manuell
inspector-responsibilities = Ansvarsområden
inspector-add-responsibility = Lägg till ett ansvarsområde
inspector-paths = Sökvägar
inspector-write-paths = Får skriva
inspector-write-hint = Lägg till ett mönster, t.ex. src/api/**
inspector-overlap = { $team } skulle också kunna skriva { $example }: dess mönster ”{ $pattern }” träffar den lika nära
inspector-read-paths = Får läsa
inspector-read-hint = Överallt; lägg till ett mönster för att begränsa
inspector-forbidden-paths = Förbjudet
inspector-forbidden-hint = Lägg till ett mönster som aldrig skrivs
inspector-matches = { $count ->
    [0] inga filer
    [one] 1 fil
   *[other] { $count } filer
}
inspector-dependencies = Beroenden
inspector-depends-on = Beror på
inspector-wait-for = Väntar på
inspector-wait-for-none = Börjar genast
inspector-size = Storlek
inspector-target-loc = Mål, rader
inspector-even-share = Inget; en jämn andel är { $share }
inspector-mega-files = Megafiler
inspector-mega-files-hint = Hur många, eller deras namn
inspector-swarm = Svärm
inspector-parts = Delteam
inspector-parts-hint = Inga; ett antal skapar några
inspector-parts-listed = De här delteamen är uppräknade ett och ett; vad vart och ett gör ändras i källan.

# Projektet
inspector-project = Projekt
inspector-description = Beskrivning
inspector-description-hint = Vad som byggs, på en rad
inspector-target-files = Mål, filer
inspector-target-sum = Inget; teamens blir tillsammans { $sum }
inspector-distribution = Fördelning
inspector-layers = Efter lager
inspector-domains = Efter domäner
inspector-stack = Teknik
inspector-stack-hint = Lägg till språk, ramverk eller tjänst

inspector-phases = Faser
inspector-minutes = min
inspector-add-phase = Lägg till en fas
inspector-phases-standard = Det här är standardfaserna; en ändring skriver in dem i manifestet.
inspector-rounds = Omgångar
inspector-rounds-none = Alla team arbetar samtidigt. Med omgångar börjar några före andra.
inspector-open-rounds = Öppna omgångarna
inspector-until = upp till { $loc } rader
inspector-contracts = Kontrakt
inspector-contracts-none = Ett kontrakt är en fil som flera team bygger på och som ett av dem äger.
inspector-add-contract = Lägg till ett kontrakt
inspector-between = Mellan
inspector-artifact = Artefakt
inspector-artifact-hint = T.ex. contracts/api/openapi.yaml
inspector-owner = Ägare
inspector-owner-none = Det första av teamen
inspector-owner-first = { $team }, det första

inspector-monitoring = Övervakning
inspector-report-every = Fråga efter
inspector-warn = Varna under
inspector-stalled = Har stannat efter

inspector-validation = Validering
inspector-commands = Kommandon
inspector-add-command = Lägg till ett kommando, t.ex. npm test
inspector-run-line = Kör
inspector-run-how = Hur
inspector-by-shell = Genom skalet
inspector-as-words = Som program
inspector-in = I mappen
inspector-in-hint = Projektets egen mapp
inspector-timeout = Tidsgräns
inspector-no-timeout = Ingen
inspector-coverage-report = Täckningsrapport
inspector-coverage-hint = T.ex. coverage/lcov.info
inspector-coverage-minimum = Täckning, %
inspector-minimum-files = Minst filer
inspector-minimum-loc = Minst rader
inspector-no-minimum = Inget minimum

inspector-run = Körning
inspector-run-summary = { $count ->
    [one] ett team åt gången
   *[other] { $count } åt gången
}
inspector-parallel = Åt gången
inspector-checkpoint = Kontrollpunkt var
inspector-cost-cap = Kostnadstak, USD
inspector-no-cap = Inget tak
inspector-permissions = Behörigheter
inspector-ask = Fråga
inspector-allow = Tillåt
inspector-rules = Regler
inspector-allowed = Tillåtet
inspector-denied = Nekat
inspector-rule-hint = Lägg till en regel
inspector-setup = Förberedelser
inspector-setup-hint = Lägg till ett kommando före körningen

inspector-agents = Agenter
inspector-agents-none = Teamen arbetar för hand: du kopierar deras prompter. En agent här kan ges till ett team.
inspector-add-agent = Lägg till en agent, t.ex. claude
inspector-preset = Förval
inspector-own-program = Ett eget program
inspector-kind = Sort
inspector-command = Kommando
inspector-command-hint = Programmet och dess argument
inspector-prompt = Prompt genom
inspector-unsaid = Standard
inspector-model = Modell
inspector-model-hint = Agentens egen standard
inspector-env = Miljövariabler
inspector-env-hint = Lägg till NAMN=$VARIABEL
inspector-env-form = Skriv NAMN=$VARIABEL

inspector-conflicts = Konflikter
inspector-order = Ordning
inspector-order-hint = Lägg till ett område, t.ex. contracts
inspector-git = Git
inspector-branch-prefix = Grenprefix
