"""The settings of tests, on the PostgreSQL whose address is in FOOTPATH_TEST_POSTGRES."""

import os

from footpath.site import environment
from tests.settings import *  # noqa: F403

DATABASES = {"default": environment.postgres(os.environ["FOOTPATH_TEST_POSTGRES"])}
