"""Words of destinations, for translators. Made by `manage.py check_facts --write`; do not edit."""

from django.utils.translation import gettext_noop as _

_("Anyone, anywhere can report here. It takes no files. You do not need to give your name.")
_(
    "For a picture of you from when you were under 18. It works on your own device and your picture never leaves it. You do not need to"
    " give your name."
)
_("It needs a web address, so it often cannot act on something that was only shown in a private chat.")
_("For a child who is at risk or is being contacted by somebody.")
_("For people under 18 in the United Kingdom, about a picture of themselves. Run by Childline and the Internet Watch Foundation.")
_("Canada's national tipline. You can stay anonymous.")
_("Police-led. For a child who is being groomed or exploited.")
_("It can have material removed.")
_("For pictures and videos only.")
_("You can also report at internet-beschwerdestelle.de.")
_("Run by the Ministry of the Interior. It asks people to report and not to share.")
_("A report here is not a formal complaint to the police.")
_("A report must be confirmed by an e-mail link, so it is not anonymous. It is not a formal complaint.")
_("There is also a government line, Disque 100.")
_("It has an anonymous route for this kind of material.")
_("Run for the National Police Agency.")
_("Helps people with deletion, and names AI deepfakes.")
_("The web form can be anonymous. You are not told how it ends.")
_("You can stay anonymous.")
_("It also gives advice to children, parents and teachers. You can stay anonymous.")
_(
    "For adults, about a picture of themselves, also a changed or made-up one. It works on your own device and your picture never "
    "leaves it. If you were under 18 in it, use Take It Down."
)
_(
    "Some platforms must remove such a picture within 48 hours when the person shown asks in the right form. The person shown, or "
    "somebody acting for them, must ask."
)
_("Help for adults whose intimate pictures are shared without their consent.")
_("For terrorist content.")
_("Anyone may complain here that an AI system breaks the AI Act.")
_("For personal information about you that an AI system gave out.")
_("Call or text, at any hour.")
_("Call or text, at any hour, in English or French.")
_("For children and young people.")
_("For children in danger.")
_("A list of hotlines in more than 40 countries. It takes no reports itself. Never e-mail a file to anyone.")
_("For countries without a hotline of their own.")
_("Helps you find where to report in your country.")
