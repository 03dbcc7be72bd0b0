# A new mega-file

mega-new-for = För team
mega-new-duplicate-title = Duplicera { $name }
mega-new-duplicate-why = Dess id och team ändras, och filer som hamnade i det första teamets mapp hamnar i det andras. Allt annat är som det var.
mega-new-duplicate = Duplicera för ett annat team…
mega-new-makes = { $count ->
    [0] Fyll i en entitet och välj en mall
    [one] Ger 1 fil
   *[other] Ger { $count } filer
}
mega-new-entities = Vad den handlar om
mega-new-entity = Entitet { $number }
mega-new-entity-hint = OrderItem
mega-new-entity-add = Lägg till en entitet
mega-new-entity-remove = Ta bort entitet { $number }
mega-new-attributes = Attribut för entitet { $number }
mega-new-attributes-hint = id: uuid, title: string, note?: text
mega-new-attributes-why = namn: typ; ett frågetecken säger att det får saknas
mega-new-templates = Vad som görs av varje
starter-ts-model = TypeScript-modell
starter-sql-table = SQL-tabell
starter-ts-service = TypeScript-tjänst
starter-ts-route = TypeScript-rutter
starter-react-list = React-lista
starter-ts-test = TypeScript-test
starter-py-model = Python-modell
starter-rust-model = Rust-modell
starter-doc-page = Dokumentationssida
