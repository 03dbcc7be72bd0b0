# What packages and a first start on a machine need
cli-no-such-verb = There is no verb “{ $verb }”.
    .next = “dectet --help” lists the verbs.
