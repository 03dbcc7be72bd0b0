# A new mega-file

mega-new-for = For team
mega-new-duplicate-title = Duplicate { $name }
mega-new-duplicate-why = Its id and team are changed, and outputs that went into the first team's folder go into the other's. Everything else stays as it is.
mega-new-duplicate = Duplicate for another team…
mega-new-makes = { $count ->
    [0] Fill in an entity and choose a template
    [one] Makes 1 file
   *[other] Makes { $count } files
}
mega-new-entities = What it is about
mega-new-entity = Entity { $number }
mega-new-entity-hint = OrderItem
mega-new-entity-add = Add an entity
mega-new-entity-remove = Remove entity { $number }
mega-new-attributes = Attributes of entity { $number }
mega-new-attributes-hint = id: uuid, title: string, note?: text
mega-new-attributes-why = name: type; a question mark says that one may be missing
mega-new-templates = What is made of each
starter-ts-model = TypeScript model
starter-sql-table = SQL table
starter-ts-service = TypeScript service
starter-ts-route = TypeScript routes
starter-react-list = React list
starter-ts-test = TypeScript test
starter-py-model = Python model
starter-rust-model = Rust model
starter-doc-page = Documentation page
