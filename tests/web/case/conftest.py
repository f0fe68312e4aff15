"""Every test of the page of a case has Barset behind it."""

from tests.web.county import barset as barset
