"""Words of guidance rules, for translators. Made by `manage.py check_facts --write`; do not edit."""

from django.utils.translation import gettext_noop as _

_("If someone is in danger now, call {emergency} first.")
_("Stop here. You do not need to look again.")
_("Close it. If it is on a public web page, note the address for the hotline first; we do not take addresses here.")
_("Do not save it, take a picture of it, print it or copy it.")
_("You do not need to save it or take a picture of it.")
_("Do not send it or show it to anyone, not even to warn them or ask for help.")
_("Do not ask the AI again to see if it happens twice.")
_("Write down: which app, the date and time, and any number or code it shows for the chat or request. That is enough.")
_("You do not need proof. You do not need to be sure.")
_(
    "If a copy was already saved, do not move it or open it and do not send it to us. The law differs by country: read the page for "
    "{country} or ask a lawyer. We do not ask or record whether you have a copy."
)
_(
    "If it is on a work or school device, do not change anything; tell the person responsible for safeguarding or the police what you "
    "saw, without showing it."
)
_("Never send it by e-mail or message, to us or anyone.")
_("Seeing this can be upsetting. You can stop now and come back with your case key. Here is someone to talk to.")
_("We cannot give legal advice or promise that you are protected. We can say we never ask for the material.")
