"""Every test of how a service is doing has Barset behind it."""

from tests.web.county import barset as barset
