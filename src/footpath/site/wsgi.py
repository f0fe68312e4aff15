"""The door a web server comes in by."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "footpath.site.settings")

application = get_wsgi_application()

# What is there now stays for as long as the process: a collector that looks through it again and again finds nothing,
# and costs 7 % of every page. Pages themselves leave few cycles behind.
gc.collect()
gc.freeze()
