"""The verbs of the program; they join catalog and tracker in memory, by id."""
