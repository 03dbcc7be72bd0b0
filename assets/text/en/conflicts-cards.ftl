# Cards of conflicts without lines to choose, and of notes.
cards-same-text = The text is the same in every version
cards-no-picture = No image that can be shown
cards-picture-size = { $width } × { $height } pixels
cards-picture = Image of { $team }, { $width } × { $height } pixels
cards-error = Error
cards-warning = Warning
cards-note = Note
cards-close = Back to the conflict
cards-go-to = Go to { $place }
cards-conflict = Show the conflict in this file
cards-nobody = No team has this file as a text now.
cards-more = { $count ->
    [one] And 1 more version
   *[other] And { $count } more versions
}
