from __future__ import annotations

import pytest

from bot.storage.content.findings import Findings
from bot.storage.content.markdown import render


def shown(text: str) -> str:
    found = Findings()
    rendered = render(text, "a.md", 1, found)
    assert list(found) == []
    return rendered.html


def refused(text: str, first_line: int = 1) -> list[tuple[str, int]]:
    found = Findings()
    render(text, "a.md", first_line, found)
    return [(finding.rule, finding.line) for finding in found]


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("one\ntwo\n\nthree", "one two\n\nthree"),
        ("one  \ntwo", "one\ntwo"),
        ("## Heading\n\ntext", "<b>Heading</b>\ntext"),
        ("text\n\n## Heading\ntext", "text\n\n<b>Heading</b>\ntext"),
        ("do:\n\n1. one\n   more\n2. two\n\nend", "do:\n\n1. one more\n2. two\n\nend"),
        ("3. three\n4. four", "3. three\n4. four"),
        ("- one\n\n- two", "• one\n• two"),
        ("- one\n\n  still one\n- two", "• one\nstill one\n• two"),
        ("**bold** *italic*", "<b>bold</b> <i>italic</i>"),
        ("a & b < c > d", "a &amp; b &lt; c &gt; d"),
        ('[x](https://a.kz/?a=1&b="2")', '<a href="https://a.kz/?a=1&amp;b=%222%22">x</a>'),
        ("<https://a.kz>", '<a href="https://a.kz">https://a.kz</a>'),
        ("{{ mci(10) }}", "{{ mci(10) }}"),
    ],
)
def test_markdown_becomes_what_telegram_shows(markdown: str, html: str) -> None:
    assert shown(markdown) == html


@pytest.mark.parametrize(
    ("markdown", "rule"),
    [
        ("`code`", "markdown-unsupported"),
        ("```\ncode\n```\n\nx", "markdown-unsupported"),
        ("> quote", "markdown-unsupported"),
        ("x\n\n---\n\ny\n\n---\n\nz", "markdown-unsupported"),
        ("<div>\n\nx", "markdown-unsupported"),
        ("x <br> y", "markdown-unsupported"),
        ("![x](https://a.kz/a.png) x", "markdown-unsupported"),
        ("- a\n  - b", "markdown-unsupported"),
        ("[x](tel:112)", "link-scheme"),
        ("[x](javascript:alert(1))", "link-scheme"),
        ("", "markdown-empty"),
    ],
)
def test_what_telegram_cannot_show_is_a_finding(markdown: str, rule: str) -> None:
    assert [found_rule for found_rule, _ in refused(markdown)] == [rule]


def test_a_horizontal_line_folds_the_rest_away() -> None:
    folded = "one\n\n<blockquote expandable><b>Two</b>\nthree</blockquote>"
    assert shown("one\n\n---\n\n## Two\nthree\n") == folded


def test_findings_know_the_line_inside_a_paragraph() -> None:
    assert refused("one\n\ntwo\nthree `x`", first_line=10) == [("markdown-unsupported", 13)]


def test_what_a_reader_sees_is_kept_line_by_line_without_list_numbers() -> None:
    rendered = render("1. pay **10**\n   now\n2. wait", "a.md", 5, Findings())
    assert rendered.shown == [(5, "pay 10"), (6, "now"), (7, "wait")]
