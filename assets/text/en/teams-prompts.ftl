# The page of prompts in the Teams view.
prompts-leader = Project leader
prompts-row = { $team }, { $state }
prompts-not-briefed = Not briefed
prompts-briefed = Briefed { $time }
prompts-changed = Changed since
prompts-in-parts = In { $count } parts
prompts-progress = { $briefed } of { $count } briefed
prompts-next = Next to brief
prompts-next-tip = Copies the next prompt that nobody has been given yet, and moves on
prompts-copy = Copy prompt
prompts-copy-tip = Enter or Ctrl+C in the list does the same
prompts-copy-all = Copy all
prompts-copy-all-tip = All prompts in one text, each after a line that says whose it is
prompts-write = Write prompts
prompts-write-tip = Writes { $count } files to prompts/
prompts-raw = Source text
prompts-raw-name = Prompt as it is written
prompts-language = Prompts in { $language }
prompts-words = { $count ->
    [one] 1 word
   *[other] { $count } words
}
prompts-tokens = about { $count } tokens (estimate)
prompts-tokens-tip = Estimated from the number of characters; each model counts in its own way
prompts-own-template = From { $file }
prompts-none = No prompt
prompts-changed-since = Not what was copied last (in { $language })
prompts-forget = Mark as not briefed
prompts-forget-name = Mark { $team } as not briefed
prompts-forget-tip = The prompt was copied but not given to anybody
prompts-copied = Prompt copied. Paste it as the first message in the chat of { $team }.
prompts-copied-agent = Prompt copied. Give it to “{ $agent }” as the first message to { $team }.
prompts-copied-leader = Prompt copied. Paste it as the first message in the project leader’s chat.
prompts-copied-all = { $count ->
    [one] 1 prompt copied
   *[other] { $count } prompts copied in one text. A line before each says whose it is.
}
prompts-copied-read-only = This window only reads, so it is not noted who has been briefed.
prompts-all-briefed = Everybody has the prompt as it is now.
prompts-wrong-line = Line { $line }, { $text }
prompts-variables = What this template may name
prompts-variables-text = With what each is now. [] stands for every element of a list; depends_on, used_by and owned_by_others are lists of teams with the fields of “team”.
markdown-copy-code = Copy code
