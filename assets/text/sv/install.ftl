# Vad paket och en första start på en dator behöver
cli-no-such-verb = Det finns inget verb ”{ $verb }”.
    .next = ”dectet --help” räknar upp verben.
