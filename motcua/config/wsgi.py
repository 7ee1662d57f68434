import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
application = get_wsgi_application()
import_module(settings.ROOT_URLCONF)  # with everything behind it, before the workers fork: a mistake shows at the start and the memory is shared
