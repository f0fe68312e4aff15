"""The pages on which a service manager changes a service: on what residents see, one reason at a time."""
