"""The resident's page of a case, once it has been sent."""
