"""Words of service levels, for translators. Made by `manage.py check_facts --write`; do not edit."""

from django.utils.translation import gettext_noop as _

_("An on-screen receipt with the case key, before any staff action.")
_("Somebody on call is told. The reporter already saw the emergency numbers.")
_("A person looks for the first time; the platform is told at once.")
_("A person looks for the first time.")
_("The reporter is told how it stands, and again at least every 30 days until it is closed.")
