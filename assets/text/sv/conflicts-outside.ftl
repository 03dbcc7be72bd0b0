# En konflikt i ett annat program, och filer med markeringar som öppnas för sig.
outside-open = Öppna i…
outside-merge-tool = Sammanfogningsverktyg ({ $program })
outside-merge-tool-tip = Öppnar basen, båda sidorna och resultatet där; det du sparar kommer tillbaka hit som ett steg
outside-editor = Redigerare
outside-editor-named = Redigerare ({ $program })
outside-editor-tip = Öppnar resultatet där, med markeringar kring det som är öppet; det du sparar kommer tillbaka hit som ett steg
outside-settings = Välj program…
outside-settings-tip = Kommandona för din redigerare och ditt sammanfogningsverktyg finns bland inställningarna
outside-your-editor = din redigerare
outside-waiting = Öppen i { $program }. Spara och stäng där: resultatet kommer tillbaka hit.
outside-forget = Sluta vänta
outside-forget-tip = Programmet förblir öppet, men det du sparar där kommer inte längre tillbaka
outside-written = Skriven som helhet i ett annat program. Ta en sida för hela filen, eller öppna den igen, för att fortsätta här.
outside-written-text = Skriven text
outside-unchanged = Inget ändrades i det andra programmet.
outside-taken = { $path } är som du skrev den i det andra programmet.
outside-gone = Konflikten som var öppen i ett annat program är en annan nu.
    .next = Träden har ändrats under tiden: titta på den igen och öppna den på nytt.
outside-none = Ingen redigerare är angiven.
    .next = Ange kommandot för din redigerare i inställningarna, eller sätt $EDITOR.
outside-in-terminal = { $program } behöver en terminal, och det här fönstret har ingen.
    .next = Ange en redigerare med eget fönster i inställningarna, eller en som öppnar en terminal: xterm -e { $program }
outside-not-started = { $program } kunde inte startas: { $error }.
    .next = Kontrollera kommandot i inställningarna.
outside-failed = { $program } avslutades utan resultat ({ $status }).
    .next = Försök igen, eller avgör konflikten här.
outside-markers = Rad { $line } i { $path } har fortfarande konfliktmarkeringar, så inget togs över.
    .next = Det { $program } sparade ligger i { $kept }. Om det kom tillbaka direkt behöver kommandot ett val som väntar (till exempel --wait).
outside-not-text = Det { $program } sparade av { $path } är inte UTF-8-text, så det togs inte över.
    .next = Det ligger i { $kept }. Spara det som UTF-8, eller ta sidor här.
action-open-marked = Öppna filer med konfliktmarkeringar…
marked-choose = Öppna filer med konfliktmarkeringar
marked-title = Filer med markeringar
marked-left = { $open } av { $all } kvar
marked-all-settled = { $all ->
    [one] Den är avgjord
   *[other] Alla { $all } är avgjorda
}
marked-write = { $count ->
    [0] Inget att skriva
    [one] Skriv 1 fil
   *[other] Skriv { $count } filer
}
marked-write-tip = Varje fil får det du bestämt; öppna ställen behåller sina markeringar
marked-close = Stäng
marked-open-more = Öppna fler…
marked-go-on = Fortsätt
marked-strip = { $count ->
    [one] 1 fil med konfliktmarkeringar är öppen
   *[other] { $count } filer med konfliktmarkeringar är öppna
}{ $open ->
    [0] {""}
   *[other] , { $open } inte avgjorda
}
marked-written = { $count ->
    [one] 1 fil skrevs
   *[other] { $count } filer skrevs
}
marked-conflict = { $count ->
    [one] 1 ställe
   *[other] { $count } ställen
} i { $path } står mellan konfliktmarkeringar, med { $sides } sidor.
    .next = Välj en sida för varje ställe, flera i ordning, eller skriv det själv.
marked-none = { $path } har inga konfliktmarkeringar.
    .next = Öppna en fil där git, eller ett annat program, har markerat konflikter.
marked-changed = { $path } ändrades av ett annat program och skrevs därför inte.
    .next = Öppna den igen: det som står där nu är det som gäller.
marked-no-dialog = Systemet visar ingen dialog för filer.
    .next = Släpp filerna på det här fönstret i stället.
