"""The door a web server comes in by."""

import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.signals import request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, reset_queries

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "footpath.site.settings")

application = get_wsgi_application()

# Django looks after its connections before each request and again after it. Here nothing happens to them in between,
# and statements are only remembered where DEBUG is on: each look is 1 % of a page.
request_started.disconnect(close_old_connections)
request_started.disconnect(reset_queries)

# Every page's code now, and not when somebody asks for the first one: whoever looks whether we answer waits for it.
import_module(settings.ROOT_URLCONF)

# What is there now stays for as long as the process: a collector that looks through it again and again finds nothing,
# and costs 7 % of every page. Pages themselves leave few cycles behind.
gc.collect()
gc.freeze()
