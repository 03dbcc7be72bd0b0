# Det som kan avgöras utan en människa, i fönstret och i terminalen
job-find-fixes = Letar efter det som är ofarligt
fixes-open = Åtgärda det ofarliga…
action-fix-harmless = Åtgärda det ofarliga
fixes-title = Åtgärda det ofarliga
fixes-text = Inget som ett lag har skrivit går förlorat, och ingen betydelse ändras; eller så säger manifestets egna regler vem som har rätt. Allt är ett steg som du kan ångra.
fixes-close = Stäng
fixes-cancel = Avbryt
fixes-working = Letar efter det som är ofarligt
fixes-none = Det finns inget som kan avgöras utan dig: varje öppen konflikt kräver ett beslut.
fixes-list = { $count ->
    [one] 1 åtgärd
   *[other] { $count } åtgärder
}
fixes-harmless = ofarligt
fixes-by-rule = enligt regel
fixes-group-harmless = Ofarliga · { $chosen } av { $count }
fixes-group-by-rule = Enligt regel · { $chosen } av { $count }
fixes-all-harmless = Alla ofarliga
fixes-all-by-rule = Alla enligt regel
fixes-row = Åtgärda { $path }, { $kind }
fixes-show = Visa åtgärden för { $path }
fixes-apply = { $count ->
    [one] Åtgärda 1 konflikt
   *[other] Åtgärda { $count } konflikter
}
fixes-leaves-open = Resten av filen förblir öppen.
fixes-where = { $line ->
    [0] Hela filen
   *[other] Från rad { $line }
}
fixes-nothing-stands = Då står ingenting här.
fixes-joined = Sammanfört på en rad
fixes-joined-versions = Det som de har gemensamt
fixes-dropped = Utelämnas, och står i rapporten: { $teams }
fix-why-identical = Alla som ändrade stället ändrade det likadant.
fix-why-whitespace = Bara mellanrum skiljer; orden från den som ändrade några står kvar.
fix-why-imports = Importer och exporter som bara binder namn: ordningen betyder inget, och inget namn står två gånger.
fix-why-names = Namn i en och samma import, sammanförda; inget namn står två gånger.
fix-why-keys = Olika nycklar i en tabell i ett paketmanifest: ordningen betyder inget.
fix-why-versions = Versionsintervall för ett och samma beroende: det som de har gemensamt.
fix-why-sets = Poster i en lista som läses som en mängd.
fix-why-owner = Sökvägen har en ägare; de andra får inte skriva där.
cli-fixed = Avgjorde { $harmless } som ofarliga och { $rules } enligt regel; { $open } öppna
cli-fix-dry = Skulle avgöra { $harmless } som ofarliga och { $rules } enligt regel; { $open } skulle förbli öppna; inget har ändrats
cli-unfixed = { $count ->
    [one] 1 konflikt är som den var före --fix
   *[other] { $count } konflikter är som de var före --fix
}
fixes-nothing-to-take-back = Det finns inget som --fix har avgjort, eller så har det avgjorts på nytt sedan dess.
    .next = Öppna en konflikt igen i fönstret, eller avgör den på nytt.
version-clash = { $name } begärs som { $first } i { $first-path } ({ $first-by }) och som { $second } i { $second-path } ({ $second-by }): ingen version är båda.
    .next = Låt lagen enas om ett intervall, och skriv det på båda ställena.
lockfile-stale = { $path } skrevs utan { $manifest } som flera lag har den nu.
    .next = Skriv den på nytt med { $command } efter integreringen
