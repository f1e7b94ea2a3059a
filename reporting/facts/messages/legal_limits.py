"""Words of legal limits, for translators. Made by `manage.py check_facts --write`; do not edit."""

from django.utils.translation import gettext_noop as _

_(
    "No law that we read fully protects an ordinary person who was shown such an output without asking and reports it. We cannot "
    "promise that you are protected."
)
_("These are facts about the law on the day shown, not legal advice. A lawyer can tell you what they mean for you.")
_("We never ask whether you have a copy, and we never ask for the material.")
_("Provider shields (US 2258B; Canada s.7) cover the provider's reporting and preserving, not users.")
_(
    "REPORT Act extends limited liability to NCMEC vendors and, per a law-firm summary, to minors who report their own images. "
    "(secondary, medium)"
)
_(
    "A record that says who saved what, with which prompt, from which address, can be demanded by a court. Do not collect it: see "
    "never_collect.yaml."
)
_("Showing the material to portal staff would itself be distribution/showing. Staff never ask for it, in any status.")
