"""Words of legal status, for translators. Made by `manage.py check_facts --write`; do not edit."""

from django.utils.translation import gettext_noop as _

_(
    "18 U.S.C. 2256(8) covers digital or computer-generated images that are, or are indistinguishable from, a minor in sexually "
    "explicit conduct, and images morphed from an identifiable minor. s.1466A covers obscene depictions of any kind, no real minor "
    "needed, with its own possession offence."
)
_(
    "United States v. Anderegg (W.D. Wis., Feb 2025): charge of private possession of wholly AI-generated obscene images dismissed "
    "under Stanley v. Georgia; production, distribution and transfer charges stood; appealed to the Seventh Circuit. How it ended was "
    "not found. States differ (Texas SB 20 (2025) reported to criminalise AI images)."
)
_("knowingly receiving, distributing, reproducing, possessing, or accessing WITH INTENT TO VIEW")
_(
    "2252A(d): affirmative defence to a possession charge if fewer than three images AND promptly, in good faith, without retaining or "
    "letting anyone but law enforcement see any of them, the person either took reasonable steps to destroy each image or reported to "
    "law enforcement and gave it access. Parallel wording in 1466A(e) ('less than 3')."
)
_(
    "Affirmative defence (the person must prove it), possession only, three or more images falls outside, and showing a friend, "
    "lawyer's assistant or support agent breaks it. NCMEC is not named as 'law enforcement agency' in the defence text."
)
_("None on ordinary individuals under 2258A (it binds providers). State mandated-reporter laws not researched.")
_("Close it. Do not take a picture of it.")
_(
    "If a copy was saved automatically, do not open, move or forward it; deleting it promptly or reporting to law enforcement are the "
    "two routes the federal defence names."
)
_("Do not send it to us, to the platform or to NCMEC's public form.")
_(
    "Photo-realistic AI images are 'pseudo-photographs' (Protection of Children Act 1978 s.7, also for CJA 1988 s.160); non-"
    "photographic ones can be 'prohibited images' (Coroners and Justice Act 2009 s.62). Downloading or creating an electronic copy can "
    "be 'making'."
)
_(
    "(1) CPS/NPCC memorandum: making must be deliberate with knowledge; 'a person accidentally finding such an image already has a "
    "defence to that act of making'. (2) s.160(2) CJA 1988 possession: legitimate reason; or had not seen it and had no cause to "
    "suspect; or it was sent without any prior request and not kept for an unreasonable time. (3) s.1B PCA 1978 (from s.46 SOA 2003): "
    "making necessary for prevention, detection or investigation of crime; aimed at professionals."
)
_(
    "Defendant proves defences. s.46 memorandum expects reporting promptly and minimal copying; it is about people operating networks "
    "and services. Scotland and Northern Ireland not researched."
)
_(
    "Crime and Policing Act 2026 s.72 inserts SOA 2003 s.46A: making, adapting, possessing, supplying a CSA image-generator (up to 5 "
    "years); the twin clause has a defence for someone sent one unrequested who did not keep it an unreasonable time. It targets tools,"
    " not accidental viewers. Commencement date not settled."
)
_(
    "General public: none found. Adults in relevant roles: new mandatory duty under the Crime and Policing Act 2026 (commencement not "
    "confirmed)."
)
_("Report the web address or the product and time to IWF; you need not give your name.")
_("Do not save, screenshot or send it, even to warn others.")
_("You do not need to keep it as evidence.")
_("Term in force since 2025-10-10 is 'child sexual abuse and exploitation material' (Criminal Code s.163.1).")
_(
    "s.163.1(6): no conviction where the act has a legitimate purpose related to the administration of justice, science, medicine, "
    "education or art AND poses no undue risk of harm to persons under 18 (both limbs). No defence written specifically for an "
    "accidental recipient was found."
)
_("Internet-service providers: report URL/IP as soon as feasible. Manitoba obliges any person to report to Cybertip.ca (older page).")
_("Do not save or share it.")
_("Report to Cybertip.ca; you can stay anonymous.")
_(
    "s.184b StGB: possession/retrieval of content showing an actual OR realistic ('wirklichkeitsnah') event; federal government (2024):"
    " AI content is covered through possession (para 3) even where production alone is not."
)
_(
    "s.184b(5) exempts only acts exclusively serving lawful state tasks, tasks agreed with a competent state body, or "
    "official/professional duties. There is NO exemption for a private person who saves or forwards in order to warn or report."
)
_(
    "Parents and teachers who forwarded files to warn others were caught by the 2021 one-year minimum. From 2024-06-28 minimums were "
    "lowered (distribution 6 months, possession 3 months) so such cases can be dropped or dealt with leniently. This is the clearest "
    "example of the liability trap the portal exists for."
)
_("Never forward, not even to the police by e-mail or to the school.")
_("Report where you saw it to jugendschutz.net or internet-beschwerdestelle.de, or call the police and ask what to do.")
_("'Child abuse material' (Criminal Code s.473.1) includes a REPRESENTATION of a person who is or appears to be under 18.")
_(
    "s.474.24: not criminally responsible if conduct is of public benefit and does not go beyond it; public benefit means ONLY "
    "necessary for or of assistance in enforcing a law, monitoring or investigating a contravention, administration of justice, or "
    "research approved in writing by the AFP Minister. Motive is irrelevant; the defendant carries an evidential burden."
)
_("Report the address and time to eSafety or ACCCE.")
_("Do not save, screenshot or send it.")
_(
    "Directive 2011/93/EU Art. 2(c) includes realistic images; Art. 5 makes knowingly obtaining access punishable. Recast (COM(2024) "
    "60) would name AI-generated material; adoption not confirmed. AI Act Art. 5(1)(bb) refers to Art. 2(c),(e) of the directive and "
    "keeps national 'without right' defences."
)
_("Member-state law; 'without right' leaves room for lawful reporting but is not uniform.")
_("An official notice says that making and sharing deepfake sexual content is an offence, and that bystanders can be responsible.")
