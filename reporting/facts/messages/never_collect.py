"""Words of never collect, for translators. Made by `manage.py check_facts --write`; do not edit."""

from django.utils.translation import gettext_noop as _

_("Files, screenshots, recordings, photos, sound, or codes worked out from a file you kept.")
_("The output itself, a description of a picture, or the words that were typed in to get it.")
_("Whether you have a copy, and where it is.")
_("Your internet address, your browser, where you are. There is nothing from other companies on these pages.")
_("Your date of birth, your school, the names of children, or your full name.")
_("How bad a picture is. You never have to judge that.")
