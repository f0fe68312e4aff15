"""Django's settings, from the environment: safe for the public internet unless something says otherwise.

docs/reference/settings.md lists every FOOTPATH_ variable.
"""

from pathlib import Path

from django.utils.csp import CSP

from footpath.site import environment
from footpath.site.environment import setting

_REPO = Path(__file__).resolve().parents[3]

# Everything an installation holds is below this folder: database, uploads, its key, what browsers are sent.
HOME = Path(setting("HOME") or (_REPO if (_REPO / "pyproject.toml").exists() else Path.cwd()) / "var").absolute()
ADDRESS = environment.address(setting("ADDRESS"))

# --- trust

DEBUG = setting("DEBUG") == "1"
SECRET_KEY = environment.secret_key(setting("SECRET_KEY"), HOME / "secret-key")
# When the key is changed, links and forms made with the one before still open until it is taken from here.
SECRET_KEY_FALLBACKS = setting("OLD_SECRET_KEYS").split()
ALLOWED_HOSTS = [ADDRESS.host, *setting("HOSTS").replace(",", " ").split()]
if not ADDRESS.https:  # somebody's own machine
    ALLOWED_HOSTS += ["localhost", "127.0.0.1", "[::1]"]

SECURE_SSL_REDIRECT = ADDRESS.https
SECURE_REDIRECT_EXEMPT = ["^health$"]  # asked by whatever keeps the server running, from inside
if setting("BEHIND_PROXY") == "1":  # something in front ends TLS, and sets or removes this header itself
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if ADDRESS.https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_REFERRER_POLICY = "same-origin"  # addresses name cases; without any referrer, no form could be checked
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.NONE],
}

SESSION_COOKIE_NAME = "staff"  # only staff have one
SESSION_COOKIE_PATH = "/staff/"
SESSION_COOKIE_SECURE = ADDRESS.https
SESSION_COOKIE_AGE = 10 * 60 * 60  # a working day
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_SECURE = ADDRESS.https
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_AGE = None  # until the browser is closed, as a case's own cookie
CSRF_FAILURE_VIEW = "footpath.web.resident.errors.csrf_failure"

AUTH_USER_MODEL = "records.Staff"
LOGIN_URL = "/staff/sign-in"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",  # memory-hard, and in Python itself
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("MinimumLengthValidator", "UserAttributeSimilarityValidator", "CommonPasswordValidator")
]
AUTH_PASSWORD_VALIDATORS[0]["OPTIONS"] = {"min_length": 12}  # type: ignore[assignment]

# A page's form has some 40 fields and no long ones. Files do not count here: each has its question's own limit.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 10
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_HANDLERS = [
    "footpath.web.uploads.Bounded",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# --- parts

INSTALLED_APPS = [
    "django.contrib.contenttypes",  # asked for by auth
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "footpath.adapters.records",
]
MIDDLEWARE = [
    # Pages of a case are answered there, with all that the others below do for them.
    "footpath.web.short_way.ShortWayMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "footpath.web.policy.PolicyMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    # Sessions and sign-in, below /staff/ alone: a resident's request touches neither.
    "footpath.web.staff_only.StaffOnlyMiddleware",
]
ROOT_URLCONF = "footpath.web.urls"
WSGI_APPLICATION = "footpath.site.wsgi.application"
TEMPLATES: list[object] = []  # footpath.web.templating makes pages; Django's own templates are not used

FOOTPATH_WORLD = "footpath.site.world.world"

# --- records

DATABASES = {"default": environment.database(setting("DATABASE"), HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TASKS = {"default": {"BACKEND": "footpath.adapters.outbox.backend.OutboxBackend"}}

# --- post

# smtp://… or smtps://… sends; `console` prints; `folder`, or nothing, puts each email into a file below HOME.
MAIL = setting("MAIL") or "folder"
MAILERS = {"default": environment.smtp(MAIL)}

# --- time and language

USE_TZ = True
TIME_ZONE = "UTC"  # inside; people are shown the United Kingdom's
USE_I18N = False  # pages speak through footpath.web.words, in English and Welsh
LANGUAGE_CODE = "en-gb"

# --- what browsers are sent

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATICFILES_DIRS = [folder for folder in [Path(__file__).resolve().parents[1] / "web/assets"] if folder.exists()]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # The name holds a hash of the content, so that a browser may keep it for ever.
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- logs

# They say where something went wrong, never what somebody wrote: no bodies, no queries, no values.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"quiet": {"()": "footpath.site.logs.WithoutValues"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "quiet"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "footpath": {"level": "INFO"},
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        # A wrong host is somebody knocking at the wrong door, thousands of times a day.
        "django.security.DisallowedHost": {"handlers": [], "propagate": False},
    },
}
