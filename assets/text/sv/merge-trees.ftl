# Hela träd: filer som flyttas, överlapp, att ta hem ett resultat
conflict-kind-rename-delete = Flyttad och borttagen
conflict-kind-rename-rename = Flyttad till två ställen
conflict-rename-delete = { $path } flyttades till { $to }, och { $deleted-by } tog bort den.
    .next = Välj en version: en flyttad hamnar på sin nya plats.
conflict-rename-rename = { $path } flyttades till olika ställen: { $moves }.
    .next = Välj plats, eller ta bort filen.
rename-followed = { $path } flyttades till { $to }, och det som andra ändrade i den följde med.
    .next = Inget behöver göras.

# Vem möter vem
overlap-button = Överlapp
overlap-tip = Vilka team som arbetar i samma filer
overlap-title = Vem möter vem
overlap-hint = Filer som två team delar, och under det hur många av dem som någon måste avgöra
overlap-cell = { $first } och { $second }: { $paths ->
        [0] inget gemensamt
        [one] 1 fil
       *[other] { $paths } filer
    }{ $conflicts ->
        [0] { "" }
        [one] , 1 konflikt
       *[other] , { $conflicts } konflikter
    }

# Att ta hem resultatet
job-bring = Tar hem resultatet
bring-branch = Ta hem till min gren…
bring-folder = Ta hem till min mapp…
bring-tip = Säger först vad som skulle ändras
bring-title-branch = Ta hem resultatet till { $branch }
bring-title-folder = Ta hem resultatet till projektet
bring-nothing-new = Allt i resultatet finns redan där.
bring-counts = { $added ->
        [one] 1 fil är ny
       *[other] { $added } filer är nya
    }, { $changed ->
        [one] 1 ändras
       *[other] { $changed } ändras
    }, { $removed ->
        [one] 1 tas bort.
       *[other] { $removed } tas bort.
    }
bring-more = … och { $count } till
bring-hint-branch = Blir en enda sammanfogning; git kan ta tillbaka den.
bring-hint-folder = Filerna skrivs på plats; ”Ta tillbaka” ångrar det.
bring-now = { $count ->
        [one] Ta hem 1 fil
       *[other] Ta hem { $count } filer
    }
bring-cancel = Avbryt
bring-close = Stäng
notice-brought = { $count ->
        [one] Hemtagen: 1 fil
       *[other] Hemtagna: { $count } filer
    }
bring-no-project = Det här är lösa resultat från team: det finns inget projekt att ta hem till.
    .next = Kopiera det du vill ha ur integrated/, eller gör ett projekt av det.
bring-nothing = Det finns inget resultat att ta hem än.
    .next = Integrera först.
bring-edited = Det som ligger i integrated/ är inte det som den senaste integrationen skrev.
    .next = Integrera igen, så att alla ändringar kommer med i resultatet.
bring-stale = Projektet har ändrats sedan resultatet gjordes.
    .next = Integrera igen: resultatet görs då över det som projektet är nu.
bring-not-clean = { $count ->
        [one] 1 fil är inte incheckad, så inget tas hem: den kunde gå förlorad.
       *[other] { $count } filer är inte incheckade, så inget tas hem: de kunde gå förlorade.
    }
    .next = Checka in dem eller lägg undan dem, och integrera igen.
integration-resumed = { $count ->
        [one] En integration hade avbrutits; den är slutförd nu: 1 fil skrevs.
       *[other] En integration hade avbrutits; den är slutförd nu: { $count } filer skrevs.
    }
    .next = Inget behöver göras.

# I terminalen
cli-would-integrate = Skulle skriva { $files } filer ({ $lines } rader): { $written } ändrade, { $removed } borttagna; { $open } öppna, { $kept_out } hållna utanför. { $seconds } s
cli-brought = { $added } nya, { $changed } ändrade, { $removed } borttagna
cli-would-bring = Skulle ta hem: { $added } nya, { $changed } ändrade, { $removed } borttagna
