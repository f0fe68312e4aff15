"""The wizard as a WSGI application; its tables are made when it starts."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wizard.settings")

from django.core.management import call_command
from django.core.wsgi import get_wsgi_application

app = get_wsgi_application()
call_command("migrate", run_syncdb=True, verbosity=0)
