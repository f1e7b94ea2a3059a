"""Markup and code that draws or fetches when something shows it: tags, style sheets, markdown images, BBCode, TeX, drawing paths."""

import re
from collections.abc import Iterable
from typing import Final

_SHOWING = (
    "b|br|i|p|u|animate|applet|area|article|aside|audio|base|big|blockquote|body|button|canvas|caption|center|circle|clippath|col|colgroup|datalist|dd|defs|details"
    "|dialog|div|dl|dt|ellipse|embed|fieldset|figcaption|figure|filter|font|footer|foreignobject|form|frame|frameset|g|h[1-6]|head|header|hr|html|iframe"
    "|image|img|input|label|legend|li|line|lineargradient|link|main|map|marquee|mask|math|menu|nav|noscript|object|ol|optgroup|option|output|param|path"
    "|pattern|picture|polygon|polyline|pre|progress|radialgradient|rect|script|section|select|slot|source|span|stop|style|svg|symbol|table|tbody|td"
    "|template|textarea|tfoot|th|thead|title|tr|track|tspan|tt|ul|use|var|video|wbr|xml"
)
_TAG = re.compile(
    rf"</?(?:{_SHOWING})(?:\s?/?\s?>|[\s/][^<>]{{0,300}}?>|[\s/]{{1,3}}[\w:-]{{1,40}}\s?=)|<\s?/?\s?(?:{_SHOWING}|a|meta)\s?/?\s?>|<!(?:--|doctype|\[cdata)|<\?(?:xml|php|=)|<%[=\s@-]"
    r"|<\s?(?!meta name=|a rel=)[a-z][\w:-]{0,20}[\s/](?:[^<>]{0,200}[\s/])?[a-z][a-z-]{0,20}=[\"'\w#./]"
    r"|<[a-z][\w:-]{0,40}[\s/][^<>]{0,200}?(?<![a-z-])(?:src|href|srcset|style|on[a-z]{3,20}|xmlns|http-equiv|data|poster|background|action)\s?="
)
_BRACKETS = re.compile(
    r"!\s?\[[^\]\n]{0,200}\]\s?[\[(]|\]\(\s?(?:[^\s)]{0,200}[./#][^\s)]{0,200}|<[^>\n]{0,200}>)(?:\s[\"'][^)\n]{0,100})?\s?\)|^\[[^\]\n:]{1,60}\]:\s?[^\s:]{0,200}[./#]"
    r"|\[(?:img|url|video|audio|media|youtube|attach|code|quote|spoiler|font|size|color|flash|email|list|table|b|i|u|center)\s?=[^\]\n]{1,200}\]"
    r"|\[/(?:img|url|video|audio|media|youtube|attach|code|quote|spoiler|font|size|color|flash|email|list|table|b|i|u|center)\]|\[\[[^\]\n]{2,200}\]\]",
    re.MULTILINE,
)
_FENCE = re.compile(r"^~~~\w*\s*$", re.MULTILINE)
_BRACES = re.compile(
    r"\$\{[^}\n]{1,200}\}|\{\{[^}\n]{2,200}\}\}|\{%[^}\n]{2,200}%\}|\{\\rtf|(?<![\w-])(?:di)?graph\s?\w{0,40}\s?\{|[\w\])\"*]\s?\{\s?[a-z-]{3,30}\s?:\s?[^{};\n]{1,80}[;}]"
)
_CALLS = re.compile(
    r"\burl\(\s?(?:[\"']|[\w.-]{0,60}[/.#:])|\bdocument\.(?:write|cookie|create\w+)|\bnew\s+image\s?\(|\bfromcharcode\s?\(|\batob\s?\(|\beval\s?\(|\bexpression\s?\(|=\s?(?:hyperlink|image|importxml)\s?\(\s?[\"']|(?<!\w)on(?:error|load|click|mouse\w+|focus)\s?=\s?[\"']?\w{1,30}\("
)
_TEX = re.compile(
    r"\\(?:includegraphics|documentclass|usepackage|begin|end|draw|fill|filldraw|node|tikz|pgf\w*|put|input|href|def|newcommand|hspace|rule|frac|sqrt|sum"
    r"|int|text\w+|math\w+|left|right)\s?[\[{(\\]"
)
_STARTS: Final = ("```", "~~~\n", "%!ps", "%pdf-", "@import", 'style="', "style='", "+adw-")
_PATH_RUN = re.compile(r"(?<![a-z])m\s?-?\d[mlhvcsqtaz\d\s,.\-]{8,}")
_PATH_STEP = re.compile(r"[lhvcsqta]\s?-?\d|z(?![a-z])|m\s?-?\d")
_POSTSCRIPT = re.compile(r"(?<![\d.])(?:-?\d{1,6}(?:\.\d{1,6})?\s){2}(?:moveto|lineto|rlineto|curveto)\b")
_CALL_WORDS: Final = (
    "url(",
    "document.",
    "image",
    "charcode",
    "atob",
    "eval",
    "expression",
    "hyperlink",
    "importxml",
    "url (",
    "onerror",
    "onload",
    "onclick",
    "onmouse",
    "onfocus",
)
_BY_SIGN: Final = (("<", _TAG), ("[", _BRACKETS), ("{", _BRACES), ("\\", _TEX), ("eto", _POSTSCRIPT), ("~~~", _FENCE))


def found_in(forms: Iterable[str]) -> bool:
    """Whether any form of the text holds markup that draws, fetches or runs.

    `x < y`, `<3`, a word in angle brackets and tags that only set a word in bold are not of that kind.
    """
    return any(_marks_up(form.lower()) for form in forms)


def _marks_up(form: str) -> bool:
    if any(start in form for start in _STARTS):
        return True
    if any(sign in form and pattern.search(form) for sign, pattern in _BY_SIGN):
        return True
    return ("(" in form and any(word in form for word in _CALL_WORDS) and _CALLS.search(form) is not None) or _draws(form)


def _draws(form: str) -> bool:
    return any(len(_PATH_STEP.findall(run)) >= 4 for run in _PATH_RUN.findall(form))
