"""What `boucle recompute` gives again, one module per subject: `HELP`, `add_arguments(parser)` and `run(options)`,
which returns what is printed as JSON. Bad input raises CommandError with a sentence."""
