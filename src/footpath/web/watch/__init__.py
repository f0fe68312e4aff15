"""In the street: a page on a phone, with or without a connection, for two people who watch somebody use a service."""
