"""The world that pages act in, as the site has wired it."""

from functools import cache
from typing import cast

from django.conf import settings
from django.utils.module_loading import import_string

from footpath.ports import World


@cache
def _maker() -> object:
    # Named in a setting, as Django names the parts it loads: pages may not import the site that knows everything.
    return import_string(getattr(settings, "FOOTPATH_WORLD", "footpath.site.world.world"))


def world() -> World:
    """What actions and reads are given. The site decides whether it is made once or for each request."""
    return cast(World, _maker()())  # type: ignore[operator]
