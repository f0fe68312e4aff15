"""The site's settings, for tests: an installation of its own in a temporary folder, on plain http."""

import atexit
import os
import shutil
import tempfile

_home = tempfile.mkdtemp(prefix="footpath-tests-")
atexit.register(shutil.rmtree, _home, ignore_errors=True)
os.environ["FOOTPATH_HOME"] = _home
os.environ["FOOTPATH_ADDRESS"] = "http://testserver"
for name in ("DATABASE", "SECRET_KEY", "OLD_SECRET_KEYS", "HOSTS", "DEBUG", "MAIL", "BEHIND_PROXY"):
    os.environ.pop(f"FOOTPATH_{name}", None)

from footpath.site.settings import *  # noqa: E402, F403

STATIC_ROOT.mkdir()  # noqa: F405
# Plain names: the manifest of hashed ones is made by `footpath migrate`.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# A password is checked in no time: nobody attacks a test.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
