# Promptsidan i vyn Team.
prompts-leader = Projektledare
prompts-row = { $team }, { $state }
prompts-not-briefed = Har inte fått sin prompt
prompts-briefed = Fick prompten { $time }
prompts-changed = Ändrad sedan dess
prompts-in-parts = I { $count } delar
prompts-progress = { $briefed } av { $count } har fått sin prompt
prompts-next = Kopiera nästa prompt
prompts-next-tip = Kopierar nästa prompt som ingen har fått ännu, och går vidare
prompts-copy = Kopiera prompten
prompts-copy-tip = Enter eller Ctrl+C i listan gör detsamma
prompts-copy-all = Kopiera alla
prompts-copy-all-tip = Alla promptar i en text, var och en efter en rad som säger vems den är
prompts-write = Skriv promptarna
prompts-write-tip = Skriver { $count } filer till prompts/
prompts-raw = Källtext
prompts-raw-name = Prompten som den är skriven
prompts-language = Promptar på { $language }
prompts-words = { $count ->
    [one] 1 ord
   *[other] { $count } ord
}
prompts-tokens = cirka { $count } token (uppskattning)
prompts-tokens-tip = Uppskattat från antalet tecken; varje modell räknar på sitt sätt
prompts-own-template = Från { $file }
prompts-none = Ingen prompt
prompts-changed-since = Inte det som kopierades senast (på { $language })
prompts-forget = Markera som inte given
prompts-forget-name = Markera prompten för { $team } som inte given
prompts-forget-tip = Prompten kopierades men gavs inte till någon
prompts-copied = Prompten är kopierad. Klistra in den som första meddelande i chatten för { $team }.
prompts-copied-agent = Prompten är kopierad. Ge den till ”{ $agent }” som första meddelande till { $team }.
prompts-copied-leader = Prompten är kopierad. Klistra in den som första meddelande i projektledarens chatt.
prompts-copied-all = { $count ->
    [one] 1 prompt kopierad
   *[other] { $count } promptar kopierade i en text. En rad före var och en säger vems den är.
}
prompts-copied-read-only = Det här fönstret läser bara, så det antecknas inte vem som har fått sin prompt.
prompts-all-briefed = Alla har prompten som den är nu.
prompts-wrong-line = Rad { $line }, { $text }
prompts-variables = Vad den här mallen får nämna
prompts-variables-text = Med vad vart och ett är nu. [] står för varje element i en lista; depends_on, used_by och owned_by_others är listor av team med samma fält som ”team”.
markdown-copy-code = Kopiera koden
