"""Every test of the plan has Barset behind it."""

from tests.web.county import barset as barset
