# Kort för konflikter utan rader att välja, och för anmärkningar.
cards-same-text = Texten är densamma i alla versioner
cards-no-picture = Ingen bild som kan visas
cards-picture-size = { $width } × { $height } bildpunkter
cards-picture = Bild från { $team }, { $width } × { $height } bildpunkter
cards-error = Fel
cards-warning = Varning
cards-note = Anmärkning
cards-close = Tillbaka till konflikten
cards-go-to = Gå till { $place }
cards-conflict = Visa konflikten i den här filen
cards-nobody = Inget team har den här filen som text nu.
cards-more = { $count ->
    [one] Och 1 version till
   *[other] Och { $count } versioner till
}
