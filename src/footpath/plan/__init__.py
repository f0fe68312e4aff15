"""Outcomes wanted over five years, the steps that serve them, and what those steps came to."""
