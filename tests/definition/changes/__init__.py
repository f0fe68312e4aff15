"""Changes to definitions."""
