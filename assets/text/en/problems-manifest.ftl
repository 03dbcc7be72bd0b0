# What can be wrong with a manifest. Every message has a next step.

## Reading it

manifest-too-large = The manifest is { $size } MiB large; Dectet reads up to { $limit } MiB.
    .next = Open the manifest of the project. A file of this size is something else, or holds data that belongs elsewhere.
manifest-empty = The manifest is empty.
    .next = Write at least “teams” with one team, for example “alpha: Database schema”.
manifest-not-mapping = The manifest is { $kind ->
        [list] a list
       *[text] the text “{ $found }”
    }, but Dectet expects keys with values, such as “teams”.
    .next = Begin the file with “teams”, a colon, and the teams indented below.
manifest-several-documents = A second YAML document begins here; a manifest is one document.
    .next = Remove the “---” line, or move what follows into a file of its own.
manifest-no-teams = The manifest has no “teams”.
    .next = Add “teams” with a key for each team, for example “alpha: Database schema”.
manifest-duplicate-key = The key “{ $key }” stands here again; it stands in line { $first_line }, column { $first_column } already.
    .next = Join the two, or remove one. Until then the first one counts.
manifest-unknown-key = Dectet does not know the key “{ $key }”: it is kept, but nothing is done with it.
    .next = Leave it, if it is a note for people; else look for the key that was meant.
manifest-misspelled-key = Dectet does not know the key “{ $key }”; “{ $known }” looks like what was meant.
    .next = Write “{ $known }”.
manifest-second-spelling = “{ $key }” is another spelling of “{ $winner }”, which is also there; “{ $winner }” counts.
    .next = Join the two under “{ $winner }”.
manifest-wrong-type = “{ $key }” is { $kind ->
        [nothing] empty
        [list] a list
        [mapping] a group of keys
       *[text] “{ $found }”
    }, but Dectet expects { $expected ->
        [teams] a key for each team
        [team] a team with an id
        [sub-team] the id of a sub-team, or keys such as “id”
        [swarm] a number of sub-teams, or a list of them
        [boundaries] “write_paths”, “read_paths” and “forbidden_paths”
        [texts] a list of texts
        [text] one text
        [range] a number or a range, such as 7000-9000 or 9K
        [number] a whole number
        [count-or-names] a number or a list of names
        [percent] a percentage from 0 to 100
        [amount] an amount in US dollars, such as 50
        [duration] a time with its unit, such as 10min or 1h
        [minutes] minutes, such as 15, 15min or 00:45
        [warning] a rule such as “< 10% in 10min”
        [distribution] “layers” or “domains”
        [permissions] “ask”, “allow”, or lists “allow” and “deny”
        [phases] a list of phases
        [phase] a phase with a name and minutes
        [iterations] a list of rounds
        [iteration] a round with a name and teams
        [integration-points] a list of contracts
        [integration-point] a contract with a name and the teams between which it is
        [commands] a list of commands
        [command] a command, or keys such as “name” and “run”
        [command-line] one text for the shell, or a list of words
        [command-words] a list: the program and its arguments
        [agents] a name for each agent
        [agent] a name and keys such as “preset”
        [preset] one of manual, claude, codex, gemini, opencode, aider, shell
        [agent-kind] one of manual, headless, acp, terminal
        [agent-prompt] one of stdin, argument, file, typed
        [environment] names with values
       *[mapping] a group of keys
    }.
    .next = Change it; until then Dectet goes on as if it were not there.
manifest-bad-team-name = “{ $name }” cannot be a team: nothing of it fits a folder name, or Dectet uses the name itself.
    .next = Choose a name with letters or digits other than “you”, “base” and “integration”.
manifest-team-clash = The team “{ $name }” is the same as the one in line { $first_line }: both have the id “{ $id }”.
    .next = Give one of them another name.
manifest-swarm-too-large = “swarm” asks for { $found } sub-teams; a team has at most { $limit }.
    .next = Write a smaller number.
manifest-bare-colon = “{ $text }” holds a colon that YAML takes for a key; Dectet reads it as one text.
    .next = Put the text in quotes.
manifest-command-without-run = Command { $number } does not say what it runs.
    .next = Add “run” with a command line.

## Editing it

manifest-edit-refused = { $team ->
        [none] This edit
       *[other] This edit of { $team }
    } would have changed something else in the manifest as well, so nothing was changed.
    .next = Make the change in the text of the manifest; a value there may be shared by an anchor.
manifest-edit-no-team = There is no team “{ $team }” in the manifest any more.
    .next = Look at the list of teams again.
manifest-edit-no-item = { $team } does not have this entry any more.
    .next = Look at the team’s list again.
manifest-edit-empty = An entry without words cannot be added.
    .next = Write what it says.
manifest-edit-team-exists = There is a team “{ $team }” already.
    .next = Choose another id.

## Checking it

manifest-without-teams = The manifest has no team yet.
    .next = Add a team.
manifest-unknown-team = “{ $name }” is no team of this manifest{ $near ->
        [none] .
       *[other] ; “{ $near }” may be meant.
    }
    .next = { $near ->
        [none] Remove the name, or add the team.
       *[other] Write “{ $near }”.
    }
manifest-depends-on-itself = { $team } names itself under “{ $field }”.
    .next = Remove it there.
manifest-dependency-cycle = These teams depend on each other in a circle: { $cycle }.
    .next = They can work, because each mocks what is not there yet; to open the circle, let { $last } do without { $first }.
manifest-waiting-cycle = These teams wait for each other, so none of them would start: { $cycle }.
    .next = Let { $last } no longer wait for { $first }.
manifest-team-without-responsibilities = { $team } has no responsibilities.
    .next = Drag some to the team, or remove it.
manifest-unassigned = { $count ->
        [one] One responsibility has no team.
       *[other] { $count } responsibilities have no team.
    }
    .next = Drag them to the teams that are to build them.
manifest-unknown-agent = { $team } is to work with the agent “{ $agent }”, which “agents” does not name{ $near ->
        [none] .
        [preset] ; Dectet knows a preset of that name.
       *[other] ; “{ $near }” may be meant.
    }
    .next = { $near ->
        [none] Add it under “agents”, or choose another; until then the team works by hand.
        [preset] Add it to “agents”.
       *[other] Write “{ $near }”.
    }
manifest-team-in-no-round = { $team } takes part in no round.
    .next = Fix adds it to the last round; or choose another on the Rounds page.
manifest-bad-pattern = The path pattern “{ $pattern }” of { $team } cannot be used: { $fault ->
        [empty] nothing is left of it
        [negated] it begins with “!”, and patterns only say what they match
        [absolute] it begins at a drive or a network share
        [parent] it leaves the project by “..”
        [class] a “[” in it has no “]”, or a range in it is empty
        [braces] its braces do not match
       *[too-long] it is too long, or its braces stand for too many patterns
    }.
    .next = { $fault ->
        [negated] Put what is not the team’s under “forbidden_paths”.
       *[other] Write it as a path in the project, such as src/api/**.
    }
manifest-overlap = { $first } and { $second } may both write { $example }: “{ $first_pattern }” in line { $first_line } and “{ $second_pattern }” here both match it, and neither is clearly the more specific one.
    .next = Make one of the two patterns narrower, or move it to one of the teams.
manifest-carve-out = “{ $inner_pattern }” gives { $inner } a part of what “{ $outer_pattern }” gives { $outer }.
    .next = Nothing to do if that is meant: the more specific pattern wins.
manifest-self-forbidden = { $team } may write “{ $write }” and is forbidden “{ $forbidden }”: forbidden wins, for example for { $example }.
    .next = Remove one of the two.
manifest-team-without-paths = { $team } has no write paths: all that it writes is unclaimed.
    .next = Give it paths, so that teams do not write the same files.
manifest-contract-alone = The contract “{ $contract }” is not between two teams.
    .next = Name at least two teams under “between”.
manifest-contract-bad-path = The artifact “{ $artifact }” of the contract “{ $contract }” is no path of a file in the project.
    .next = Write a path such as contracts/api/openapi.yaml.
manifest-contract-unclaimed = Nobody’s write paths hold { $artifact }, the artifact of the contract “{ $contract }”, so any team may write it.
    .next = Give it to { $owner }.
manifest-contract-of-another = { $artifact }, the artifact of the contract “{ $contract }”, is written by { $writer }, but its owner is { $owner }.
    .next = Give the path to { $owner }, or make { $writer } the owner.
manifest-contract-several-writers = Several teams may write { $artifact }, the artifact of the contract “{ $contract }”: { $writers }.
    .next = Give the path to { $owner } alone.
manifest-targets-do-not-add-up = The teams’ targets add up to { $sum } lines, { $direction ->
        [less] less
       *[more] more
    } than the project’s { $target }.
    .next = Change the project’s target, or those of the teams.
manifest-round-without-teams = No team takes part in the round “{ $round }”.
    .next = Name its teams, or remove it.
manifest-rounds-shrink = The round “{ $round }” ends with { $target } lines in all, fewer than the { $before } of the round before.
    .next = “target_loc” of a round is the project’s total after it.
manifest-rounds-do-not-reach = The last round, “{ $round }”, ends with { $target } lines in all; the project’s target is { $project }.
    .next = Make the two agree.
manifest-long-phases = The phases take { $minutes } minutes together, more than two hours.
    .next = Nothing to do if that is meant; shorter runs find conflicts earlier.
manifest-bad-branch-prefix = “{ $prefix }” cannot be the beginning of a branch’s name.
    .next = Use letters, digits and dashes.
manifest-secret-in-text = The agent “{ $agent }” has a value for { $name } in the manifest, where everybody can read it.
    .next = Put it into your environment and write ${ $name } here.
manifest-agent-without-command = The agent “{ $agent }” has neither a preset nor a command.
    .next = Add “preset” or “command”.

## Prompts

prompt-no-team = There is no team “{ $team }” in the manifest.
    .next = Choose one of its teams.
prompt-template-unknown = The template names “{ $name }”, which does not exist.
    .next = { $near ->
        [none] Mend this line, or remove the file: then the built-in template is used.
       *[other] Did you mean “{ $near }”? Mend this line, or remove the file: then the built-in template is used.
    }
prompt-template = The template of this prompt cannot be rendered: { $reason }
    .next = Mend this line of the template, or remove the file: then the built-in one is used.
