"""Programs for those who build this: benchmarks, fuzzing, spelling and repeated sentences; ``make`` calls them."""
