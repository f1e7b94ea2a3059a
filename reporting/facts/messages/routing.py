"""Words of routing, for translators. Made by `manage.py check_facts --write`; do not edit."""

from django.utils.translation import gettext_noop as _

_("The reporter said that somebody is in danger now.")
_("A child saw it or used it, and this kind of harm is worse for a child.")
_("Other people can still see it.")
_("It was seen in public.")
_("It shows the reporter.")
_("It is serious and the reporter said that it happens every time.")
_("The reporter is not sure what it is and not sure whether a child is concerned, so it is held as closely as the gravest kind.")
