"""Markup and code that draws or fetches when something shows it: tags, style sheets, markdown images, BBCode, TeX, drawing paths."""

import re
from collections.abc import Iterable

_TAGS = (
    "a|abbr|animate|applet|area|article|aside|audio|b|base|big|blockquote|body|br|button|canvas|caption|center|circle|cite|clippath|code|col|colgroup"
    "|datalist|dd|defs|del|details|dialog|div|dl|dt|ellipse|em|embed|fieldset|figcaption|figure|filter|font|footer|foreignobject|form|frame|frameset"
    "|g|h[1-6]|head|header|hr|html|i|iframe|image|img|input|ins|kbd|label|legend|li|line|lineargradient|link|main|map|mark|marquee|mask|math|menu|meta"
    "|nav|noscript|object|ol|optgroup|option|output|p|param|path|pattern|picture|polygon|polyline|pre|progress|q|radialgradient|rect|s|samp|script"
    "|section|select|slot|small|source|span|stop|strike|strong|style|sub|summary|sup|svg|symbol|table|tbody|td|template|text|textarea|tfoot|th|thead"
    "|time|title|tr|track|tspan|tt|u|ul|use|var|video|wbr|xml|foreign"
)
_PATTERN = re.compile(
    rf"<\s?/?\s?(?:{_TAGS})(?:\s?/?\s?>|[\s/][^<>]{{0,300}}?>|[\s/]{{1,3}}[\w:-]{{1,40}}\s?=)"
    r"|<[a-z][\w:-]{0,40}\s[^<>]{0,200}?=\s?[\"'\w]|<!(?:--|doctype|\[cdata)|<\?(?:xml|php|=)|%!ps|%pdf-\d|\{\\rtf|\+adw-"
    r"|!\s?\[[^\]\n]{0,200}\]\s?[\[(]|\]\(\s?(?:[^\s)]{0,200}[./#][^\s)]{0,200}|<[^>\n]{0,200}>)(?:\s[\"'][^)\n]{0,100})?\s?\)|^\[[^\]\n]{1,60}\]:\s?\S"
    r"|\[(img|url|video|audio|media|youtube|attach|code|quote|spoiler|font|size|color|flash|email|list|table|b|i|u|center)\s?=[^\]\n]{1,200}\]"
    r"|\[/(?:img|url|video|audio|media|youtube|attach|code|quote|spoiler|font|size|color|flash|email|list|table|b|i|u|center)\]"
    r"|\[\[[^\]\n]{2,200}\]\]|\{\{[^}\n]{2,200}\}\}|\{%[^}\n]{2,200}%\}|^\s{0,3}(?:```|~~~)|```[\s\S]|\burl\s?\(\s?[\"']?[\w/.#:-]|@import\b|<%"
    r"|\\(?:includegraphics|documentclass|usepackage|begin|end|draw|fill|filldraw|node|tikz|pgf\w*|put|input|href|def|newcommand|hspace|rule|frac|sqrt|sum|int"
    r"|text\w+|math\w+|left|right)\s?[\[{(\\]"
    r"|\b(?:digraph|graph)\s?\w{0,40}\s?\{|\bdocument\.(?:write|cookie|create\w+)|\bnew\s+image\s?\(|\bfromcharcode\s?\(|\batob\s?\(|\beval\s?\(",
    re.IGNORECASE | re.MULTILINE,
)
_PATH_RUN = re.compile(r"(?<![A-Za-z])[Mm]\s?-?\d[MLHVCSQTAZmlhvcsqtaz\d\s,.\-]{8,}")
_PATH_STEP = re.compile(r"[LHVCSQTAZlhvcsqtaz]\s?-?\d|[zZ](?![a-z])|[Mm]\s?-?\d")
_RULE = re.compile(r"[\w#.*:\[\]=-]{1,60}\s?\{\s?[a-z-]{3,30}\s?:\s?[^{};\n]{1,80}[;}]", re.IGNORECASE)
_POSTSCRIPT = re.compile(r"(?:-?\d[\d.]*\s){2}(?:moveto|lineto|rlineto|curveto)\b")


def found_in(forms: Iterable[str]) -> bool:
    """Whether any form of the text holds markup; `x < y`, `<3` and a word in angle brackets are not."""
    return any(_PATTERN.search(form) or _RULE.search(form) or _POSTSCRIPT.search(form) or _draws(form) for form in forms)


def _draws(form: str) -> bool:
    return any(len(_PATH_STEP.findall(run)) >= 4 for run in _PATH_RUN.findall(form))
