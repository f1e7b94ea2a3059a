"""Every setting, read once. docs/reference/settings.md lists what an operator may set."""

from datetime import timedelta
from typing import Any

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from portal import env as start
from portal.desk.sign_in_settings import *  # noqa: F403 - allauth's settings, kept beside the sign-in they configure
from portal.env import env
from portal.web.logs import LOGGING_CONFIGURATION

ROOT = start.ROOT
VAR = start.var_folder()

DEBUG = env.bool("DEBUG", False)
DEMONSTRATION = env.bool("DEMONSTRATION", False)
DEMO_TOKEN = env.str("DEMO_TOKEN", "")
PORTAL_ROLE = env.str("PORTAL_ROLE", "all")
SECRET_KEY = start.secret("SECRET_KEY")
SEALING_KEYS = start.secret("SEALING_KEYS")
SEALING_KEYS_FILE = start.secret_file("SEALING_KEYS")
LOG_SIGNING_KEY = start.secret("LOG_SIGNING_KEY")
LOCAL_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=LOCAL_HOSTS if DEBUG or DEMONSTRATION else [])
PUBLIC_URL = env.str("PUBLIC_URL", f"http://127.0.0.1:{start.port()}").rstrip("/")
EXIT_TO = env.str("EXIT_TO", "https://www.bbc.com/weather")
OPERATOR_NAME = env.str("OPERATOR_NAME", "Good-Faith Reports")
OPERATOR_CONTACT = env.str("OPERATOR_CONTACT", "")
ONION_LOCATION = env.str("ONION_LOCATION", "")
FACTS_DIR = env.str("FACTS_DIR", "")
start.refuse_unusable_values(log_signing_key=LOG_SIGNING_KEY, exit_to=EXIT_TO, onion_location=ONION_LOCATION)
start.refuse_unsafe_start(debug=DEBUG, demonstration=DEMONSTRATION, secret_key=SECRET_KEY, hosts=ALLOWED_HOSTS, public_url=PUBLIC_URL)

# Outbound deliveries
ALLOW_LOOPBACK_ENDPOINTS = env.bool("ALLOW_LOOPBACK_ENDPOINTS", DEBUG or DEMONSTRATION)
EGRESS_ALLOWED_NETWORKS = env.list("EGRESS_ALLOWED_NETWORKS", default=[])
start.refuse_wide_networks(EGRESS_ALLOWED_NETWORKS)
EGRESS_ALLOWED_PORTS = env.list("EGRESS_ALLOWED_PORTS", cast=int, default=[443, 8443])
WEBHOOKS: dict[str, Any] = start.webhook_limits(env.str("WEBHOOKS", "{}"))

# The public log
LOG_OLD_KEYS = env.list("LOG_OLD_KEYS", default=[])
LOG_SEEN_FILE = env.str("LOG_SEEN_FILE", str(VAR / "log-seen"))

# Database, broker, cache
DATABASE_URL = env.str("DATABASE_URL", f"sqlite:///{VAR / 'portal.sqlite3'}")
DATABASES = {"default": start.database(DATABASE_URL)}
REDIS_URL = env.str("REDIS_URL", "")
REDIS_PREFIX = env.str("REDIS_PREFIX", "portal")
WORK_SOCKET = str(VAR / "work.sock")
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_countries",
    "django_htmx",
    "rest_framework",
    "drf_spectacular",
    "reporting",
    "portal",
]
AUTH_USER_MODEL = "reporting.StaffMember"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

MIDDLEWARE = [
    "portal.web.headers.Headers",  # these three read nothing of a request, so that what the gate refuses carries their headers too
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "portal.web.gate.Gate",
    "portal.web.logs.RequestLog",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.web.once.EachFieldOnce",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "portal.web.forgery.ForgeryCheck",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "portal.web.refusals.RefusalPages",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
APPEND_SLASH = True
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.web.context.site",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "portal.templatetags.portal"],
        },
    }
]
FORM_RENDERER = "portal.web.fields.FormRenderer"

# Languages. English is complete today; a further one needs a catalogue in locale/ and a line here.
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
LOCALE_PATHS = [ROOT / "locale"]
USE_TZ = True
TIME_ZONE = "UTC"

# Sessions: one cookie, whose value is the only key to its own sealed row.
SESSION_ENGINE = "portal.web.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = PUBLIC_URL.startswith("https://")
SESSION_COOKIE_NAME = "__Host-session" if SESSION_COOKIE_SECURE else "session"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_USE_SESSIONS = True
CSRF_FAILURE_VIEW = "portal.web.refusals.form_too_old"
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if PUBLIC_URL.startswith("https://") else []
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# What may enter: a request's body is read only when it is small and of a known kind (portal/web/gate.py).
DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 120  # the desk's rule form asks after every question; a reporter's may send 40 (portal/web/once.py)
FILE_UPLOAD_HANDLERS: list[str] = []

# Headers
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF, EXIT_TO],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "no-referrer"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = int(timedelta(days=730).total_seconds()) if SESSION_COOKIE_SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = bool(SECURE_HSTS_SECONDS)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", False) else None
X_FRAME_OPTIONS = "DENY"

# Static files
STATIC_URL = "/static/"
STATIC_ROOT = env.str("STATIC_ROOT", str(VAR / "static"))
STORAGES = {
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    }
}
WHITENOISE_USE_FINDERS = DEBUG

# Mail: notices without facts. EMAIL_URL, for example smtp+tls://name:password@mail.example:587
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="dummymail://" if not DEBUG else "consolemail://")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env.str("EMAIL_FROM", "portal@localhost")

LOGGING = LOGGING_CONFIGURATION

REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["portal.api.parsing.StrictJSONParser"],
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "portal.web.refusals.problem",
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Good-Faith Reporting Portal",
    "DESCRIPTION": "Report an unexpected harmful AI output by describing it, never by handing it over.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "SERVE_INCLUDE_SCHEMA": False,
}
SILENCED_SYSTEM_CHECKS = ["security.W008", "security.W021"]  # the web server in front redirects to https
