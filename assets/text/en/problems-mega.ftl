# What can be wrong with mega-files, with paths, and with a text as YAML.

yaml-colon-in-value = This value holds a second colon, so YAML cannot tell where it ends.
    .next = Put the whole value in double quotes.
yaml-unknown-alias = A star begins an alias in YAML, and nothing is named “{ $name }”.
    .next = Put the value in double quotes if the star is part of the text.
yaml-recursive-alias = An alias stands inside of the value that it names.
    .next = Write the value out instead of the alias.
yaml-tab = A tab stands where YAML allows only spaces.
    .next = Replace the tab by spaces.
yaml-invisible-space = An invisible character stands in the indentation, such as a no-break space.
    .next = Delete the indentation of this line and type it again with spaces.
yaml-unclosed = A quote or bracket that begins here or above is never closed.
    .next = Close it, or put the value in double quotes if it is text.
yaml-reserved-character = YAML keeps “{ $character }” for itself at the beginning of a value.
    .next = Put the value in double quotes.
yaml-indentation = This line stands deeper or shallower than its neighbours allow.
    .next = Line it up with the line that it belongs with. In a block after “|” the first line decides.
yaml-no-key = This line has neither a key with a colon nor a dash.
    .next = Indent it deeper if it belongs to the text above, or begin it with “key:” or “- ”.
yaml-too-deep = Values are nested more than { $limit } deep.
    .next = Write the file flatter.
yaml-too-many-values = The aliases of this file multiply to more than { $limit } values.
    .next = Write fewer aliases inside of aliases.
yaml-other = This is not YAML: { $reason }
    .next = Mend the line, or the one before it.

path-empty = The path of “{ $template }” for “{ $subject }” comes out empty.
    .next = Write where the file goes, from the project’s root.
path-absolute = “{ $path }” is a path on one machine, not in the project.
    .next = Write the path from the project’s root, without a drive or a server.
path-parent = “{ $path }” leaves the team’s folder by “..”.
    .next = Write the path from the project’s root, and keep “..” out of names.
path-name = “{ $part }” in “{ $path }” is a name that some systems cannot hold.
    .next = Choose a name without : < > " | ? *, without a dot or space at its end, that is no device name such as CON.
path-too-long = “{ $path }” is longer than some systems allow.
    .next = Choose shorter names: 255 bytes for each part, 1,024 in all.

mega-empty = The file holds no mega-file.
    .next = Write one, with id, team and at least one template.
mega-without-id = The mega-file has no id.
    .next = Add “id:” with a name that no other mega-file has, such as mega-alpha-orders.
mega-without-team = The mega-file does not say which team it belongs to; its folder decides.
    .next = Add “team:” with the team’s id.
mega-bad-team = “{ $written }” is no team’s name.
    .next = Write a team’s id, such as alpha.
mega-other-team = The file names team { $named }, but lies in the folder of team { $team }; the folder decides.
    .next = Move the file to that team’s folder, or correct “team:”.
mega-team-spelling = “{ $written }” is read as { $team }.
    .next = Write the team as { $team }.
mega-square-brackets-left = “{ $written }” was left to be filled in.
    .next = Put the real value of “{ $key }” in its place.
mega-square-brackets = “{ $written }” in a path is no placeholder and stays as it is.
    .next = Write { "{" }entity{ "}" } where a name belongs.
mega-duplicate-key = “{ $key }” stands twice here, first on line { $first_line }.
    .next = Give one of the two another name, or join them.
mega-duplicate-template = There are two templates called “{ $name }”.
    .next = Give one of them another name.
mega-wrong-kind = “{ $key }” must be { $expected ->
        [text] text
        [list] a list
        [number] a number
       *[map] a map of keys and values
    }, but here is { $found ->
        [text] text
        [list] a list
        [nothing] nothing
       *[map] a map of keys and values
    }.
    .next = Compare with an example mega-file.
mega-unknown-key = “{ $key }” is kept, but Dectet does nothing with it.
    .next = Remove it if it is not for other tools.
mega-unknown-key-near = “{ $key }” is kept, but Dectet does nothing with it.
    .next = Did you mean “{ $nearest }”?
mega-spelling = “{ $written }” is read as “{ $usual }”.
    .next = Write “{ $usual }” so that every tool understands it.
mega-number-as-text = “{ $key }” is a number written as text, and read as a number.
    .next = Take the quotes away.
mega-no-estimate = “{ $key }” is no number or range, so it is not compared with the truth.
    .next = Write it like 50 or 50-100.
mega-estimate-files = The mega-file says that it makes { $estimate } files, but it makes { $truth }.
    .next = Correct “estimated_files”, or see whether entities are missing.
mega-estimate-lines = The mega-file says that it makes { $estimate } lines, but it makes about { $truth }.
    .next = Correct “estimated_loc”, or see whether templates are cut short.
mega-fenced = The mega-file stands inside a Markdown fence; what is around it is not read.
    .next = Save the mega-file alone, without the fence.
mega-bom = The file begins with an invisible mark (a BOM), which is not read.
    .next = Save the file as UTF-8 without a BOM.
mega-crlf = The file’s lines end in CRLF; the files that it makes have LF.
    .next = Nothing needs to be done.
mega-several = The file holds { $count } mega-files, one after another.
    .next = Save each in a file of its own.
mega-cut-off = The file ends in the middle of a line, so it may have been cut off.
    .next = Look at the end; ask for the rest if something is missing.

mega-no-templates = The mega-file has no templates.
    .next = Add “generation_templates:” with at least one template.
mega-nothing-to-expand = There are templates, but nothing to render them for.
    .next = Add entities, patterns or scaffold files under “expansion_rules:”.
mega-templates-as-list = The templates are a list, and read as if each name were a key.
    .next = Write each template under its name.
mega-template-without-name = This template has no name.
    .next = Add “name:”, or write the template under its name.
mega-template-without-path = Template “{ $name }” does not say where its files go.
    .next = Add “output_path:”.
mega-template-without-body = Template “{ $name }” has no text.
    .next = Add “template: |” and the text below it.
mega-folded-template = After “>” YAML joins the template’s lines into one.
    .next = Write “|” so that every line stays a line.
mega-template-unused = Template “{ $template }” is not rendered for anything.
    .next = Remove it, or see whether “only” and “except” leave it out by mistake.
mega-unknown-engine = “{ $written }” is no way to read placeholders.
    .next = Write braces, jinja or auto.
mega-unknown-template = There is no template called “{ $name }”.
    .next = Write the name of a template of this mega-file.
mega-unknown-template-near = There is no template called “{ $name }”.
    .next = Did you mean “{ $nearest }”?
mega-relative-path = “{ $path }” has no leading slash. Here it is read from the project’s root all the same; older tools refuse it.
    .next = Write a slash before it if other tools read this file.
mega-backslash = The backslashes of “{ $written }” are read as slashes.
    .next = Write / between the parts of a path.
mega-stubs =
    { $count ->
        [one] One left-over stub: “{ $written }”.
       *[other] { $count } left-over stubs, the first is “{ $written }”.
    }
    .next = Write out what the stub stands for; the files will lack it.

mega-entities-as-text = Entities are names alone, without attributes.
    .next = Write “- name: …” to give them attributes.
mega-entities-as-map = The entities are a map, and read as a list with names.
    .next = Write each as “- name: …”.
mega-entity-without-name = This entity has no name.
    .next = Add “name:”.
mega-attributes-as-map = The attributes are a map, and read as a list with names and types.
    .next = Write each as “- name: …” with “type: …”.
mega-attributes-as-pairs = Attributes stand as name and type in one, and are read as both.
    .next = Write each as “- name: …” with “type: …”.
mega-attributes-as-text = Attributes are names alone; their type is string.
    .next = Write each as “- name: …” with “type: …”.
mega-unknown-type = “{ $type }” is no known type, so “{ $name }” may be anything.
    .next = Use a known type, such as string, integer, decimal, boolean, timestamp, uuid, enum or json.
mega-old-boolean = “{ $written }” is read as text; older tools read it as true or false.
    .next = Put it in double quotes so that every tool agrees.
mega-pattern-type = “{ $type }” is no kind of pattern that Dectet knows.
    .next = Write “type: range” with start, end and templates.
mega-pattern-without-range = The pattern does not say from which number to which.
    .next = Add “start:” and “end:”.
mega-pattern-empty = From { $start } to { $end } in steps of { $step } there is no number.
    .next = Write an end that is not below the start, and a step of at least 1.
mega-pattern-without-templates = The pattern does not say which templates it is for.
    .next = Add “templates:” with their names.
mega-claimed = Rendered for the numbers or single files alone, not for the entities: { $templates }.
    .next = Nothing needs to be done if that is what you mean.
mega-scaffold-as-text = A scaffold file is a template’s name alone.
    .next = Write “- template: …”.
mega-scaffold-without-template = This scaffold file does not say which template makes it.
    .next = Add “template:” with a template’s name.
mega-generator = A generator with rules is read as entities with templates.
    .next = Nothing needs to be done. “expansion_rules:” is the usual way to say it.
mega-generator-type = “{ $type }” is no kind of generator that Dectet knows.
    .next = Write “type: factory”.
mega-generator-without-rules = The generator has no rules.
    .next = Add “rules:” with “for_each:” and “generate:”.
mega-rule-incomplete = A rule needs both “for_each:” and “generate:”.
    .next = Add the one that is missing.
mega-check-as-text = A check is written as text alone, and read as “check: …”.
    .next = Write “- check: …”.
mega-unknown-check = “{ $written }” is no check that Dectet knows, so it is not made.
    .next = Write files_parse or tests_valid.

mega-unknown-variable = Nothing that template “{ $template }” is rendered for has a “{ $name }”, so asking for it is always in vain.
    .next = Define it on an entity, or ask “{ $name } is defined” if that is what you mean.
mega-unknown-variable-near = Nothing that template “{ $template }” is rendered for has a “{ $name }”, so asking for it is always in vain.
    .next = Did you mean “{ $nearest }”?
mega-undefined = “{ $name }” is no variable of template “{ $template }” for “{ $subject }”.
    .next = Define it on the entity. If the braces belong to the target language, put them between { "{%" } raw %{ "}" } and { "{%" } endraw %{ "}" }, or set “engine: braces”.
mega-undefined-near = “{ $name }” is no variable of template “{ $template }” for “{ $subject }”. The nearest is “{ $nearest }”.
    .next = Write { $nearest }. If the braces belong to the target language, put them between { "{%" } raw %{ "}" } and { "{%" } endraw %{ "}" }, or set “engine: braces”.
mega-undefined-of-text = “{ $owner }” is a text and has no “{ $key }”, in template “{ $template }” for “{ $subject }”.
    .next = Write “{ $key }” alone if you mean the entity’s own, or a filter such as | snake_case.
mega-undefined-key = “{ $owner }” has no “{ $key }” here, in template “{ $template }” for “{ $subject }”.
    .next = Add “{ $key }” to it, or write { $name } | default("…").
mega-unknown-in-path = “{ $name }” in the path of template “{ $template }” is no variable.
    .next = Define it on the entity, or write { "{" }!{ $name }{ "}" } if the braces are part of the path.
mega-unknown-in-path-near = “{ $name }” in the path of template “{ $template }” is no variable.
    .next = Did you mean “{ $nearest }”? Write { "{" }!{ $name }{ "}" } if the braces are part of the path.
mega-list-in-path = “{ $name }” in the path of template “{ $template }” is a list, not a text.
    .next = Use a variable that holds a text.
mega-unknown-filter = There is no filter called “{ $name }”, in template “{ $template }”.
    .next = Use a filter of Jinja, or snake_case, camel_case, pascal_case, kebab_case, plural, singular.
mega-unknown-filter-near = There is no filter called “{ $name }”, in template “{ $template }”.
    .next = Did you mean “{ $nearest }”?
mega-unknown-test = There is no test called “{ $name }”, in template “{ $template }”.
    .next = Use a test of Jinja, such as defined, none or string.
mega-unknown-test-near = There is no test called “{ $name }”, in template “{ $template }”.
    .next = Did you mean “{ $nearest }”?
mega-unknown-function = There is no function called “{ $name }”, in template “{ $template }”.
    .next = Use range, dict or namespace, or a macro of the template.
mega-unknown-function-near = There is no function called “{ $name }”, in template “{ $template }”.
    .next = Did you mean “{ $nearest }”?
mega-unknown-method = Nothing here has a method called “{ $name }”, in template “{ $template }” for “{ $subject }”.
    .next = Use one of Python’s methods, such as lower(), or a filter.
mega-include = Template “{ $template }” asks for another file, and a mega-file has no others: { $tag }
    .next = Write what the other file holds into the template.
mega-too-many-steps = Template “{ $template }” takes more than { $limit } steps for “{ $subject }”.
    .next = Look for a loop that runs much too long.
mega-output-too-large = A file of template “{ $template }” for “{ $subject }” is larger than { $limit_mb } MB.
    .next = Split the file, or look for a loop that runs much too long.
mega-template-too-deep = Template “{ $template }” calls itself, or is nested, deeper than is allowed.
    .next = Look for a macro that calls itself without an end.
mega-template-syntax = Template “{ $template }” is not right as Jinja: { $reason }
    .next = Mend the tag. If it belongs to the target language, put it between { "{%" } raw %{ "}" } and { "{%" } endraw %{ "}" }, or set “engine: braces”.
mega-render-failed = Template “{ $template }” does not work for “{ $subject }”: { $reason }
    .next = Mend the line, or see what this entity has that others have not.
mega-unclosed-block = “{ $tag }” begins a block that never ends, in template “{ $template }”.
    .next = Add { "{%" } end{ $tag } %{ "}" } where the block ends.
mega-unclosed-tag = A tag begins with “{ $name }” and never ends, in template “{ $template }”.
    .next = Close it with two braces.
mega-bad-expression = “{ $expression }” is not finished, in template “{ $template }”.
    .next = Write the rest of the expression, or take away what is too much.
mega-braces-stay = No expression, so it stays as it is in template “{ $template }”: { $written }
    .next = Nothing needs to be done if it belongs to the target language.
mega-reserved-stays = Routes and JSX are full of these, so they stay in template “{ $template }”: { $written }
    .next = Write two braces around the name where you mean the variable.
mega-near-miss = “{ $written }” is no variable and stays as it is in template “{ $template }”.
    .next = Did you mean “{ $known }”?
mega-list-stays = A list has no text of its own, so it stays in template “{ $template }”: { $written }
    .next = Write a loop over it, or join it, with double braces.
mega-literal-brace = Three braces in template “{ $template }” are one brace around a placeholder.
    .next = Put a space after the first brace to make it plain.
mega-filter-spelling = The filter { $written } is read as “{ $known }”, in template “{ $template }”.
    .next = Write “{ $known }” so that every tool understands it.
mega-not-jinja = Template “{ $template }” is read with single braces alone, so this stays: { $written }
    .next = Set “engine: jinja” if it is a placeholder.
mega-no-such-output = The mega-file has no output number { $index }.
    .next = Expand again.
mega-too-many-files = The mega-file makes { $files } files, more than the { $limit } that are allowed.
    .next = Split it into several, or look at its ranges.

mega-collision =
    { $count ->
        [one] “{ $path }” is made twice: by { $template } and by { $other } ({ $other_place }).
       *[other] “{ $path }” and more are made by several: by { $template } and by { $other } ({ $other_place }), { $count } times.
    }
    .next = Put a variable that differs into one of the paths.
mega-collision-in-case = “{ $path }” (by { $template }) and “{ $other_path }” (by { $other }, { $other_place }) are one file on some systems.
    .next = Choose names that differ in more than case.
mega-file-in-the-way = “{ $file }” is to be a file, but “{ $path }” needs a folder of that name.
    .next = Rename one of the two.
mega-another-teams-path =
    { $count ->
        [one] “{ $path }” belongs to team { $owner }, not to { $team }.
       *[other] “{ $path }” and { $count } paths in all belong to team { $owner }, not to { $team }.
    }
    .next = Choose a path of your own, or change the write paths in the manifest.
mega-forbidden-path =
    { $count ->
        [one] The manifest forbids “{ $path }” to team { $team }.
       *[other] The manifest forbids “{ $path }” and { $count } paths in all to team { $team }.
    }
    .next = Choose another path, or change the forbidden paths in the manifest.
mega-unclaimed-paths =
    { $count ->
        [one] Nobody claims “{ $path }”, so team { $team } may write it.
       *[other] Nobody claims “{ $path }” and { $count } paths in all, so team { $team } may write them.
    }
    .next = Add a write path to the manifest to say whose they are.

syntax-does-not-parse = The file is not right as { $language }: line { $line }, column { $column }.
    .next = Mend the template line that made it.
