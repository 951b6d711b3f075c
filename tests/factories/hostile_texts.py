"""Texts that people and attackers type: each must come out of every output as it went in, and do nothing."""

from __future__ import annotations

LONG_WORD = "Wiederaufbereitungsanlagengenehmigungsverfahren" * 12
HOSTILE_TEXTS: tuple[str, ...] = (
    "<", ">", "&", "<b>bold</b>", "</para>", "<para>", "<br/>", "<br>", "a < b and c > d", "1 < 2 & 3 > 2",
    '<img src="/etc/passwd"/>', '<img src="file:///etc/passwd" width="10" height="10"/>',
    '<img src="https://example.org/x.png"/>', '<img src="data:image/png;base64,AAAA"/>',
    '<a href="https://example.org">click</a>', '<link href="file:///etc/passwd">x</link>',
    "<script>alert(1)</script>", "<style>*{}</style>", "<font color='red' size='90'>red</font>",
    "<onDraw name='x' label='y'/>", "<seq id='a'/>", "<super>2</super>", "<unichar code='65'/>",
    "<greek>a</greek>",
    "&amp;", "&lt;", "&#65;", "&#x41;", "&nbsp;", "&unknown;", "&", "&&", "&;",
    "<!-- comment -->", "<![CDATA[ x ]]>", "<?xml version='1.0'?>", "<!DOCTYPE x>", "<!ENTITY a 'b'>",
    "]]>", "%PDF-1.7", "endstream endobj", "(unbalanced", "unbalanced)", "back\\slash", "\\052",
    "q 1 0 0 1 0 0 cm Q",
    "=1+1", "=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "{0} {name} %s %(x)s", "${HOME}", "`id`",
    "'; DROP TABLE cells; --", "../../etc/passwd", "Tŷ Cŵn, Ynys Môn, ŵŷâêîôû", "中文 текст עברית",
    "👩‍🏭 😀", "‮abc‬ right to left", "zero\u200bwidth\u2060joiner", "bell\x07 escape\x1b null\x00",
    "tab\there", "line one\nline two", "soft\u00adhyphen", "  leading and trailing  ", LONG_WORD,
    "https://example.org/" + "a" * 180 + "?q=%20&x=<y>",
)  # fmt: skip
