"""HTML is read as Telegram reads it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.demo.entities import parse_html
from bot.demo.refusals import Refused
from bot.domain.markup import escape, utf16_length


def shown(markup: str) -> list[tuple[str, str]]:
    """Return each entity's kind with the text it covers."""
    text, entities = parse_html(markup)
    units = text.encode("utf-16-le")
    return [
        (one["type"], units[one["offset"] * 2 : (one["offset"] + one["length"]) * 2].decode("utf-16-le"))
        for one in entities
    ]


@pytest.mark.parametrize(
    ("markup", "entities"),
    [
        ("plain", []),
        ("<b>a</b><strong>b</strong>", [("bold", "a"), ("bold", "b")]),
        ("<i>a</i><em>b</em>", [("italic", "a"), ("italic", "b")]),
        ("<u>a</u><ins>b</ins>", [("underline", "a"), ("underline", "b")]),
        ("<s>a</s><strike>b</strike><del>c</del>", [("strikethrough", letter) for letter in "abc"]),
        ('<span class="tg-spoiler">a</span><tg-spoiler>b</tg-spoiler>', [("spoiler", "a"), ("spoiler", "b")]),
        ("<code>a</code><pre>b</pre>", [("code", "a"), ("pre", "b")]),
        ("<blockquote>a</blockquote>", [("blockquote", "a")]),
        ("<blockquote expandable>a</blockquote>", [("expandable_blockquote", "a")]),
        ('<tg-emoji emoji-id="5368">👍</tg-emoji>', [("custom_emoji", "👍")]),
        ("𝄞<b>қаз𝄞</b>", [("bold", "қаз𝄞")]),
        ("<b>a<i>b</i></b>", [("bold", "ab"), ("italic", "b")]),
        ("<i><b>x</b></i>", [("italic", "x"), ("bold", "x")]),
        ("<code>a<b>c</b></code>", [("code", "ac")]),
        ("<blockquote>a<blockquote>c</blockquote></blockquote>", [("blockquote", "ac")]),
        ("<b></b>", []),
        ("<B>a</B>", [("bold", "a")]),
        ("<b>a</>", [("bold", "a")]),
        ("<a>abai.kz</a>", [("text_link", "abai.kz")]),
        ("<a>no link</a>", []),
        ('<a href="tel:112">112</a>', []),
        ('<a href="javascript:x">x</a>', []),
    ],
)
def test_each_tag_becomes_its_entity(markup: str, entities: list[tuple[str, str]]) -> None:
    assert shown(markup) == entities


@pytest.mark.parametrize(
    ("markup", "entity"),
    [
        ('<a href="https://gov.kz/?a=1&amp;b=2">x</a>', {"url": "https://gov.kz/?a=1&b=2"}),
        ("<a href='https://gov.kz'>x</a>", {"url": "https://gov.kz"}),
        ("<a href=https://gov.kz>x</a>", {"url": "https://gov.kz"}),
        ('<a href="tg://resolve?domain=x">x</a>', {"url": "tg://resolve?domain=x"}),
        ('<a href="tg://user?id=7">x</a>', {"user": {"id": 7, "is_bot": False, "first_name": ""}}),
        ('<pre><code class="language-python">x</code></pre>', {"language": "python"}),
        ('<tg-emoji emoji-id="5368">x</tg-emoji>', {"custom_emoji_id": "5368"}),
    ],
)
def test_attributes_are_kept(markup: str, entity: dict[str, object]) -> None:
    text, [found] = parse_html(markup)

    assert text == "x"
    assert entity.items() <= found.items()


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("&lt;b&gt; &amp; &quot;", '<b> & "'),
        ("&#1178;&#x49A;", "ҚҚ"),
        ("AT&T, a > b, 5 & 6", "AT&T, a > b, 5 & 6"),
        ("&amp;lt;", "&lt;"),
    ],
)
def test_references_become_characters(markup: str, text: str) -> None:
    assert parse_html(markup) == (text, [])


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("қ</b>", "Unexpected end tag at byte offset 2"),
        ("<b><i>a</b></i>", 'Unmatched end tag, expected "</i>", found "</b>" at byte offset 7'),
        ("a < b", "Unclosed start tag at byte offset 2"),
        ("I <3 you", "Unclosed start tag at byte offset 2"),
        ('<a href="x>y</a>', "Unclosed start tag at byte offset 0"),
        ("< b>a</b>", 'Unsupported start tag "" at byte offset 0'),
        ("a<br>b", 'Unsupported start tag "br" at byte offset 1'),
        ("<b/>", 'Unsupported start tag "b/" at byte offset 0'),
        ("<p>a</p>", 'Unsupported start tag "p"'),
        ("<h1>a</h1>", 'Unsupported start tag "h1"'),
        ("<script>a</script>", 'Unsupported start tag "script"'),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler"'),
        ('<tg-emoji emoji-id="x">a</tg-emoji>', "Invalid custom emoji identifier"),
        ("a&nbsp;b", 'Unsupported entity "&nbsp;" at byte offset 1'),
        ("&#0;", 'Unsupported entity "&#0;"'),
        ("&#xD800;", 'Unsupported entity "&#xD800;"'),
    ],
)
def test_what_telegram_cannot_parse_is_refused(markup: str, reason: str) -> None:
    with pytest.raises(Refused) as refusal:
        parse_html(markup)

    assert refusal.value.description.startswith("Bad Request: can't parse entities: ")
    assert reason in refusal.value.description


@given(st.text())
def test_escaped_text_comes_back_as_it_was(text: str) -> None:
    encodable = text.encode("utf-8", "replace").decode()

    assert parse_html(f"<b>{escape(encodable)}</b>")[0] == encodable


@given(st.text(alphabet='<>&/ab"= ;#i', max_size=60))
def test_any_markup_is_read_or_refused_with_entities_inside_the_text(markup: str) -> None:
    try:
        text, entities = parse_html(markup)
    except Refused:
        return
    assert all(0 <= one["offset"] < one["offset"] + one["length"] <= utf16_length(text) for one in entities)
