"""Every test of the staff pages has Barset behind it."""

from tests.web.county import barset as barset
