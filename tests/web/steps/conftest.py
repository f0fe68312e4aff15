"""The county, for pages about steps."""

from tests.web.county import barset as barset
