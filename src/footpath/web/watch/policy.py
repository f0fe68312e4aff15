"""What the page of a phone may do besides: ask our own server by script, and keep a worker that opens it off line."""

from django.conf import settings
from django.utils.csp import CSP

POLICY = {
    **settings.SECURE_CSP,
    "connect-src": [CSP.SELF],
    "worker-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
}
"""For these pages alone: everywhere else a script can reach nothing and no worker can be started."""
