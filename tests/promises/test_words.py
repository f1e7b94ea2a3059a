"""What people read: one heading a page, a label on every field, calm words of ours, nothing inline, nothing from elsewhere."""

import ast
import re
from functools import cache

from django.conf import settings

from tests.promises.source import ROOT, python_files, shown, templates, tree

NEVER_SAY = re.compile(
    r"\b(victims?|complainants?|complaints?|tickets?|submissions?|providers?|wizards?|SLA|RCA|root hash|purged?|root cause analysis"
    r"|your users?|the users?|oops|invalid|illegal|forbidden|failed to)\b",
    re.IGNORECASE,
)
INLINE = re.compile(
    r"""\sstyle=["']|<style\b|<script(?![^>]*(?:\ssrc=|application/json))[^>]*>\s*\S|\son[a-z]+=["']|javascript:|<meta[^>]+http-equiv=["']refresh"""
)
ELSEWHERE = re.compile(
    r"""(?:src|action|data|poster|srcset)=["'](?:https?:)?//|<link[^>]+href=["'](?:https?:)?//|@import|url\(["']?(?:https?:)?//"""
)
FIELD = re.compile(r"<(input|select|textarea)\b([^>]*)>")
NEEDS_NO_LABEL = re.compile(r"""type=["'](hidden|submit|button)["']|aria-label|widget|{{""")
H1 = re.compile(r"<h1\b")
# Pages whose heading is the question itself: forms/field.html renders it, and tests/web and the journeys look at the result.
HEADED_BY_ITS_FIELD = (
    "templates/public/",
    "templates/mailbox/dispute.html",
    "templates/mfa/webauthn/reauthenticate.html",
    "templates/mfa/reauthenticate.html",
)
NOT_PAGES = ("components", "forms", "django", "patterns", "email", "snippets")


@cache
def text_of(name):
    path = ROOT / "templates" / name
    return path.read_text() if path.exists() else ""


def headings(text, seen=()):
    """How many h1 a template has with all it includes; the longest branch counts where there are several."""
    own = max((len(H1.findall(branch)) for branch in re.split(r"{%\s*(?:else|elif|empty)\b", text)), default=0)
    included = [name for name in re.findall(r"""{%\s*include\s+["']([^"']+)""", text) if name not in seen and not name.startswith("forms/")]
    return own + max((headings(text_of(name), (*seen, name)) for name in included), default=0)


def is_page(path):
    return not set(path.relative_to(ROOT / "templates").parts[:-1]) & set(NOT_PAGES) and "{% extends" in path.read_text()


def chain(path):
    """A template's text and that of everything it extends."""
    text = path.read_text()
    yield text
    parent = re.search(r"""{%\s*extends\s+["']([^"']+)""", text)
    if parent:
        yield from chain(ROOT / "templates" / parent[1])


def test_every_page_has_one_heading():
    counts = {shown(path): max(headings(text) for text in chain(path)) for path in templates() if is_page(path) and path.stem not in BASES}

    several = [page for page, count in counts.items() if count > 1]
    none = [page for page, count in counts.items() if count == 0 and not page.startswith(HEADED_BY_ITS_FIELD)]
    assert not several, f"Keep one h1 in each of {several}."
    assert not none, f"Give each of {none} an h1 that says where the reader is."


BASES = {"base", "base_public", "base_desk", "base_mailbox", "form_base"}


def test_every_field_has_a_label():
    bare = []
    for path in templates():
        text = path.read_text()
        for _kind, attributes in FIELD.findall(text):
            name = re.search(r"""\bid=["']([^"']+)""", attributes)
            if not NEEDS_NO_LABEL.search(attributes) and not (name and f'for="{name[1]}"' in text):
                bare.append(shown(path))

    assert not bare, f"Give each field a <label for=...> in the same template: {sorted(set(bare))}"


def test_nothing_is_inline_and_nothing_comes_from_elsewhere():
    inline = [shown(path) for path in templates() if INLINE.search(path.read_text())]
    foreign = [shown(path) for path in templates() if ELSEWHERE.search(path.read_text())]
    styles = [shown(path) for path in (ROOT / "portal/static").rglob("*.css") if ELSEWHERE.search(path.read_text())]

    assert not inline, f"Move style into portal/static/portal/portal.css and script into a file: {inline}"
    assert not foreign + styles, f"No page asks another host for anything: {foreign + styles}"


def test_templates_say_our_words():
    said = [(shown(path), word) for path in templates() for word in NEVER_SAY.findall(visible(path.read_text()))]

    assert not said, f"Say it in the words of docs/index.md: {said}"


def visible(text):
    """What a reader may see: the words of translations and of the page, without tags, names and attributes."""
    words = re.findall(r"""{%\s*translate\s+"([^"]*)""", text) + re.findall(
        r"{%\s*blocktranslate.*?%}(.*?){%\s*endblocktranslate", text, re.DOTALL
    )
    plain = re.sub(r"{%.*?%}|{{.*?}}|{#.*?#}|<[^>]*>", " ", text, flags=re.DOTALL)
    return " ".join([*(re.sub(r"{{.*?}}", "", word) for word in words), plain])


def test_code_says_our_words():
    ours = [path for path in python_files() if "messages" not in path.parts]  # the facts say what a law or a hotline says
    said = [(shown(path), word) for path in ours for text in translated(tree(path)) for word in NEVER_SAY.findall(text)]

    assert not said, f"Say it in the words of docs/index.md: {said}"


def translated(module):
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("_", "gettext", "gettext_lazy", "ngettext", "now_in_words"):
            yield from (one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str))


def test_a_strict_policy_holds_for_every_page():
    policy = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]

    assert policy["default-src"] == ["'none'"] and policy["script-src"] == policy["style-src"] == ["'self'"], "Keep the policy strict."
    assert policy["frame-ancestors"] == policy["base-uri"] == ["'none'"]
