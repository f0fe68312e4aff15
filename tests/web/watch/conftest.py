"""Every test of watching has Barset behind it."""

from tests.web.county import barset as barset
