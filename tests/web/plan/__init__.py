"""The plan, as pages."""
