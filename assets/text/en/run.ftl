# The Run view

view-run = Run
action-run = Go to Run
action-halt = Halt all teams
action-status = Ask all teams for their status

## Before a run

run-none = Nobody can run yet
run-none-why = A run starts one agent for each team of the manifest. Add teams first.
run-to-teams = Go to Teams
run-start-title = Start a run
run-start-text = Each team works in its own tree. Agents go on when this window is closed, and are found again when it opens.
run-start = { $count ->
    [one] Start with 1 team
   *[other] Start with { $count } teams
}
run-start-not = Choose at least one team; only the window that writes in the project can start a run.
run-start-note = Teams by hand wait for you: copy their prompts to a chat and paste the replies.
run-before = The last run: { $teams } teams, { $lines } lines, { $tokens } tokens in { $time }
run-round = Round
run-round-all = All teams
run-minutes = { $count } min
run-who = Who takes part, and who does the work
run-agent-all = One agent for all…
run-agent-choose-all = All work with { $agent }
run-takes-part = { $team } takes part
run-agent-of = Agent of { $team }: { $agent }
run-agent-choose = { $team } works with { $agent }
run-target = { $min }–{ $max } lines
run-target-files = { $count ->
    [one] 1 mega-file
   *[other] { $count } mega-files
}

## Above the cards

run-phase-initialization = Initialization
run-phase-execution = Execution
run-phase-integration = Integration
run-phase-validation = Validation
run-phase-clock = { $phase }, { $spent } of { $budget } minutes
run-phase-go = Go to { $phase }
run-of-minutes = / { $count } min
run-next-phase = Next phase
run-finish = End the run
run-conditions-none = Nothing is required before the next phase.
run-condition-mega-files = All expected mega-files are there
run-condition-ready = All teams are ready
run-condition-confirmed = What is complete is confirmed
run-condition-integrated = The trees are merged
run-condition-critical = { $count ->
    [0] No critical conflict is open
    [one] 1 critical conflict is open
   *[other] { $count } critical conflicts are open
}
run-condition-checks = { $count ->
    [0] All checks pass
    [one] 1 check fails
   *[other] { $count } checks fail
}
run-condition-unchecked = The checks have not been run
run-percent = { $percent }% done
run-lines = { $count ->
    [one] 1 line
   *[other] { $shown } lines
}
run-tokens = { $shown } tokens
run-cost = ${ $cost }
run-cost-of = ${ $cost } of ${ $cap }
run-ends = ends about { $time }
run-queue = { $count ->
    [one] 1 at a time
   *[other] { $count } at a time
}
run-halt = EMERGENCY HALT
run-halt-why = Freezes and ends every process of every team within two seconds. Nothing that was written is lost, and one click resumes.
run-resume = Resume
run-more = More for the whole run
run-start-all = Start all teams
run-stop-all = Stop all teams
run-clock-on = Let the clock go on
run-clock-off = Stop the clock
run-end = End the run
run-say = Say…
run-ask-status = Ask for the status
run-connecting = Connecting to the run…
run-no-host = Nothing runs any more: the run's host is gone. What you see is what its journal says.
run-go-on = Go on where it stopped

## Cards

run-everybody = Everybody
run-nobody = nobody
run-group-needs-me = Needs you
run-group-working = Working
run-group-ready = Ready
run-group-done = Done
run-state-idle = idle
run-state-working = working
run-state-blocked = blocked
run-state-ready = ready
run-state-complete = complete
run-state-claimed = complete, claimed
run-state-refuted = says complete, is not
run-state-error = error
run-state-silent = silent
run-state-parked = parked
run-state-parked-until = parked for { $time }
run-state-halted = halted
run-state-queued = waits for a place
run-seen = { $lines } lines · { $files } mega-files
run-seen-long = { $lines } lines in { $files } files, { $mega } mega-files
run-said = says { $percent }%
run-asks = Asks to use { $tool }: { $what }
run-waits-for = Waits for { $team }: { $text }
run-waits-before = Starts when ready: { $teams }
run-died = Its agent ended by itself.
run-detached = Its agent still runs, but can only be stopped: its host died.
run-by-hand = By hand: copy its prompt, paste the reply
run-at-work = Runs; it has reported nothing yet
run-not-begun = Not started yet
run-start-team = Start { $team }
run-ago-now = now
run-ago-seconds = { $count } s ago
run-ago-minutes = { $count } min ago
run-ago-hours = { $count } h ago

## What can be done with a team

run-team-start = Start
run-team-resume = Start again where it was
run-team-interrupt = End its turn
run-team-stop = Stop
run-team-park = Let it pause
run-team-unpark = Let it go on
run-team-say = Say something…
run-team-restart = Start anew with other words…
run-team-halt = Halt this team
run-team-menu = What can be done with { $team }
run-close-team = Close the team
run-show-team = Show { $team }
run-page-log = Log
run-page-terminal = Terminal
run-page-messages = { $count ->
    [0] Messages
   *[other] Messages ({ $count })
}
run-page-paths = Outside ({ $count })
run-log-none = Nothing has been printed yet.
run-log-of = Log of { $team }
run-log-before = { $count ->
    [one] 1 earlier line is in the log on disk.
   *[other] { $count } earlier lines are in the log on disk.
}
run-terminal = Terminal
run-terminal-none = The terminal is not open. Start the team.
run-terminal-scrolled = Scrolled back; typing goes to the end.
run-copy-prompt = Copy its prompt
run-copy-message = { $count ->
    [one] Copy the message
   *[other] Copy the next of { $count } messages
}
run-paste-reply = Paste its reply
run-paste-reply-why = Files in the reply are shown with team and path before they are taken in; markers in it count as the team's word.
run-granted = let in
run-kept-out = kept out
run-messages-none = Nothing has been sent to this team.
run-briefing = Its prompt, { $lines } lines
run-withdraw = Take back
run-send-again = Send again
run-delivery-queued = waits for its turn
run-delivery-maybe = maybe delivered
run-delivery-delivered = delivered
run-delivery-acknowledged = acknowledged
run-delivery-obeyed = obeyed
run-delivery-failed = failed
run-delivery-withdrawn = taken back

## What is asked

run-requests = { $count ->
    [one] 1 request
   *[other] { $count } requests
}
run-wants = { $team } asks to use { $tool }
run-wishes = { $team } asks to write { $path }, which is { $owner }'s
run-allow = Allow
run-allow-always = Always allow
run-allow-all = Allow all
run-deny = Deny
run-deny-all = Deny all
run-denied = The person at the desk said no.
run-grant = Let it in
run-refuse = Refuse
run-answer-of = { $answer }, { $team }
run-alert-survivors = Processes outlived the halt: { $pids }. End them by hand.
run-alert-cost = The run has cost what it may. All teams pause; raise cost_cap_usd in the manifest, or end the run.
run-alert-circle = Teams wait for each other: { $teams }. Tell one of them to go on with a mock.
run-alert-died = { $team }'s agent ended by itself.
run-alert-outside = { $more ->
    [0] { $team } wrote { $path }, which is { $owner }'s: it is kept out of the result.
   *[other] { $team } wrote { $path }, which is { $owner }'s, and in { $more } more places that it may not: all of it is kept out of the result.
}
run-alert-refuted = { $team } says it is complete, but its mega-files, its expansion or its paths say otherwise.
run-alert-silent = { $team } has given no sign of life for { $time }.
run-alert-slow = { $team } is at { $percent }% although its time to begin is over.
run-alert-limit = { $team } has reached its usage limit.
run-alert-limit-until = { $team } has reached its usage limit; it goes on in { $time }.
run-to-conflicts = Go to Conflicts

## What is said

run-say-title = Say to { $teams }
run-say-hint = What shall they know or do?
run-say-text = Message
run-send = Send
run-cancel = Cancel
run-restart-title = Start { $team } anew
run-restart-why = Its agent is stopped and begins a new conversation. What it wrote stays in its tree.
run-restart-hint = Instead of its prompt; leave empty to use its prompt again
run-restart-do = Start anew

## Below the cards

run-timeline = Timeline
run-chart = Lines over time
run-chart-says = Lines over time, { $lines } now
run-waits = { $count ->
    [0] Who waits
   *[other] Who waits ({ $count })
}
run-waits-none = Nobody waits for anybody.
run-waits-start = waits before it starts
run-moment-began = The run began
run-moment-over = The run ended
run-moment-phase = Phase: { $phase }
run-moment-confirmed = is complete: confirmed
run-moment-refuted = says complete, but is not
run-moment-sent = was told: { $text }
run-moment-started = started
run-moment-resumed = started again where it was
run-moment-ended = ended
run-moment-ended-code = ended with exit code { $code }
run-moment-killed = was ended
run-moment-asked = asks to use { $tool }
run-moment-parked = pauses
run-moment-unparked = goes on
run-moment-halted = was halted
run-moment-outside = wrote outside of its paths: { $path }
run-moment-went-back = Went back to a checkpoint
run-moment-integrated = The trees were merged
run-moment-validated = The result was checked
