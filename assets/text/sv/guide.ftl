# Guiden, inställningarna och välkomsten
action-guide = Guide
action-settings = Inställningar…
action-welcome = Kom igång i tre steg
top-help = Hjälp om den här vyn

guide-title = Guide
guide-close = Stäng guiden
guide-back = Tillbaka
guide-search = Sök i guiden
guide-search-hint = Sök
guide-none = Ingen sida har alla de orden.
guide-part-views = Vyer
guide-part-ideas = Idéer
guide-part-help = Hjälp

settings-title = Inställningar
settings-close = Stäng inställningarna
settings-theme = Tema
settings-language = Språk
settings-zoom = Zoom
settings-percent = { $percent } %
settings-motion = Mindre rörelse: inget glider eller tonas
settings-notifications = Säg till när något är klart
settings-notifications-why = Fönstret påkallar uppmärksamhet när det har något att säga medan du är i ett annat.
settings-agent = Agent för nya team
settings-agent-none = Ingen vald
settings-agent-why = Team som du lägger till får den som sin ”agent” i manifestet. Ingen vald betyder för hand: du kopierar promptar och klistrar in svar.
settings-editor = Extern redigerare
settings-editor-why = Kommando som öppnar en fil. {"{file}"} och {"{line}"} fylls i; utan dem kommer filen sist.
settings-merge = Externt sammanslagningsverktyg
settings-merge-why = Kommando som slår ihop. {"{base}"}, {"{mine}"}, {"{theirs}"} och {"{result}"} fylls i.
settings-keys = Byt tangenter …

welcome-title = Ny här? Tre steg på ett exempel
welcome-text = Dra ett ansvar till ett annat team, expandera megafiler till hundratals filer och lös en konflikt. Det tar fem minuter, i en kopia av webbutiken som är din egen.
welcome-start = Börja med exemplet
welcome-not-now = Inte nu
welcome-drag = 1 Dra
welcome-drag-how = Dra ett ansvar från ett teams kort till ett annat (eller fokusera det och tryck Alt och en pil).
welcome-expand = 2 Expandera
welcome-expand-how = Tryck ”Expandera alla”, se vad som skulle skrivas, och skriv det.
welcome-resolve = 3 Lös
welcome-resolve-how = Välj en konflikt och klicka på den version du vill ha.
welcome-done = { $step }, klart
welcome-go = Gå till { $view }
welcome-more = Mer i guiden
welcome-leave = Lämna välkomsten
welcome-end = Mer är det inte: ordna, expandera, lös. ”Integrera” skriver det sammanslagna projektet.
welcome-guide = Läs vidare i guiden
welcome-finish = Klar

recovered-text = { $count ->
    [one] En text gick inte att spara när projektet senast var öppet: { $names }
   *[other] { $count } texter gick inte att spara när projektet senast var öppet: { $names }
}
recovered-put-back = Lägg tillbaka
recovered-discard = Kasta
step-recovered = text från före omstarten
