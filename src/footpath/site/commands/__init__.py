"""What the `footpath` command can do, by area."""
