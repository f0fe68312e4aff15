"""Watching in the street, as pages."""
