"""All settings, read from the environment. Reading them starts nothing."""

import os
import sys
from pathlib import Path

from motcua.config import environment

ROOT = Path(__file__).resolve().parents[2]
TESTING = "pytest" in sys.modules
VAR = environment.var_dir(ROOT, testing=TESTING)

SECRET_KEY = environment.secret(VAR, "django")
SECRET_OF_CODES = environment.secret(VAR, "codes")
SECRET_OF_TOKENS = environment.secret(VAR, "tokens")
NODE_NAME = os.environ.get("MOTCUA_NODE", "dong-nai")
DEBUG = os.environ.get("DEBUG") == "1"
ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS", "localhost 127.0.0.1 [::1] testserver")
CSRF_TRUSTED_ORIGINS = environment.words("CSRF_TRUSTED_ORIGINS", "")
DATA_SET = os.environ.get("MOTCUA_DATA_SET", "dong-nai-3")
PUBLISHED = VAR / "published"
FILES_ROOT = VAR / "files"
GUIDES = ROOT / "docs" / "huong-dan"
FILE_LIMIT = 50 * 1024 * 1024

INSTALLED_APPS = [
    "motcua.base",
    "motcua.shared.journal",
    "motcua.shared.calendars",
    "motcua.shared.files",
    "motcua.shared.identity",
    "motcua.shared.notify",
    "motcua.shared.org",
    "motcua.shared.prints",
    "motcua.shared.catalogue",
    "motcua.work.tasks",
    "motcua.work.dossiers",
    "motcua.steering.indicators",
    "motcua.steering.administration",
    "motcua.edge.services",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "procrastinate.contrib.django",
]
AUTH_USER_MODEL = "identity.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "motcua.shared.org.middleware.OfficerMiddleware",
    "motcua.base.http.ContentSecurityMiddleware",
    "motcua.config.middleware.ApiMethodMiddleware",
    "motcua.base.http.RefusedMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
# Second factors by django-allauth, on screens of our own (identity); its account pages have no address here.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
MFA_ADAPTER = "motcua.shared.identity.mfa.Adapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_USER_VERIFICATION = "required"
CSRF_FAILURE_VIEW = "motcua.base.http.csrf_failure"
APPEND_SLASH = False
ROOT_URLCONF = "motcua.config.urls"
WSGI_APPLICATION = "motcua.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "motcua.base.context.page",
            ],
            "builtins": [f"motcua.base.templatetags.{name}" for name in ("ui", "ui_forms", "ui_lists", "ui_story", "ui_parts", "ui_charts")],
        },
    }
]
DATABASES = {"default": environment.database(VAR, testing=TESTING)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "vi"
USE_I18N = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
FORMAT_MODULE_PATH = ["motcua.base.formats"]

LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "start"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = os.environ.get("HTTPS") == "1"
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SESSION_COOKIE_SECURE else None
X_FRAME_OPTIONS = "SAMEORIGIN"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage" if TESTING else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
EMAIL_BACKEND = os.environ.get("EMAIL_BACKEND", "django.core.mail.backends.dummy.EmailBackend")
DEFAULT_FROM_EMAIL = os.environ.get("EMAIL_FROM", "motcua@localhost")
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
FILE_SCANNER = os.environ.get("FILE_SCANNER", "")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "psycopg.pool": {"level": "ERROR"},  # each failed attempt while the database is away
        "procrastinate.utils": {"level": "CRITICAL"},  # the same with a trace; the worker says it in one line
    },
}
