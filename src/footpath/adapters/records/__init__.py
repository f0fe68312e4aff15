"""The records: all tables, what is written to them, and what screens read."""
