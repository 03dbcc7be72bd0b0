# The run in the terminal
cli-signal-sent = Sent { $signal }
cli-survivors = Still running: { $pids }
cli-monitor-head = { $project } · { $phase } { $spent } of { $budget } · { $tokens } tokens · { $cost }
cli-monitor-claimed = claimed
cli-monitor-refuted = not so
cli-monitor-asks = asks: { $tool } { $what }
cli-group-needs-me = Needs you
cli-group-working = Working
cli-group-ready = Ready
cli-group-done = Done
cli-state-idle = idle
cli-state-working = working
cli-state-blocked = blocked
cli-state-ready = ready
cli-state-complete = complete
cli-state-error = error
cli-state-silent = silent
cli-state-parked = parked
cli-state-halted = halted
cli-alert-cost-cap = The run has cost what it may: everything pauses
cli-alert-circle = These teams wait for each other:
cli-alert-died = The agent ended by itself:
cli-alert-outside = Wrote { $path }, which it may not:
cli-alert-refuted = Says it is complete, but is not:
cli-alert-silent = No sign of life:
cli-alert-slow = Only { $percent }% done:
cli-alert-usage-limit = The usage limit is reached:
cli-run-permission = Team { $team } asks to use { $tool }: { $what }
    Allow? y (yes), a (always), or say why not
cli-run-carry = Team { $team } works by hand. Enter writes its message to .dectet/run/prompts/{ $team }-{ $number }.md; carry it to the chat
cli-run-next-phase = Everything for the phase “{ $phase }” is there. Begin it? y, n
cli-run-end = All phases are done. End the run? y, n
cli-run-trust = They run with your rights. Trust them in this folder from now on? [y/N]
cli-run-exception = Team { $team } asks to write { $path }: { $reason }. y lets it, n refuses
cli-run-failing = { $count ->
    [one] 1 check fails. y checks again, “end” ends the run
   *[other] { $count } checks fail. y checks again, “end” ends the run
}
cli-run-open = { $count ->
    [one] 1 conflict is open: settle it in the window. y integrates again, “end” ends the run
   *[other] { $count } conflicts are open: settle them in the window. y integrates again, “end” ends the run
}
