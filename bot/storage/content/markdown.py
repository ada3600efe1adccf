"""Markdown to Telegram HTML: paragraphs, headings, lists, links, bold, italic; the rest is a finding.

Telegram knows no headings and no lists, so a heading becomes a bold line and a list item a line that
starts with its number or a bullet (Bot API, "HTML style"). A horizontal line folds what follows it away
into a quotation that a tap opens, so that a long answer stays short on a small phone.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token

from bot.domain.markup import Html, escape
from bot.storage.content.fields import web_address
from bot.storage.content.findings import Findings


@dataclass(slots=True)
class Rendered:
    """A text as Telegram HTML; `shown` is what a reader sees, line by line, without list numbers."""

    html: Html = field(default_factory=Html)
    shown: list[tuple[int, str]] = field(default_factory=list)
    links: list[tuple[int, str]] = field(default_factory=list)
    prose: list[list[tuple[int, str]]] = field(default_factory=list)
    """The paragraphs and list items of `shown`, without the headings."""


class _Markdown(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802  the parser's own name
        """Take every link for a link: a bad scheme becomes a finding instead of plain text."""
        return True


_PARSER = _Markdown("commonmark")

_INLINE = {
    "strong_open": "<b>",
    "strong_close": "</b>",
    "em_open": "<i>",
    "em_close": "</i>",
    "link_close": "</a>",
    "softbreak": " ",
    "hardbreak": "\n",
}

_SILENT = ("list_item_close", "blockquote_close")

_UNSUPPORTED = {
    "fence": "a block of code",
    "code_block": "a block of code (a line that starts with four spaces)",
    "code_inline": "code",
    "blockquote_open": "a quotation",
    "second_hr": "a second horizontal line",
    "html_block": "HTML",
    "html_inline": "HTML",
    "image": "a picture",
    "nested": "a list inside a list",
}


def render(text: str, path: str, first_line: int, found: Findings) -> Rendered:
    """Render Markdown whose first line is line `first_line` of the file `path`."""
    renderer = _Renderer(path, first_line, found)
    for token in _PARSER.parse(text):
        renderer.block(token)
    if not text.strip():
        found.add("markdown-empty", path, first_line)
    return renderer.end()


class _Renderer:
    def __init__(self, path: str, first_line: int, found: Findings) -> None:
        self.rendered = Rendered()
        self.parts: list[str] = []
        self._path, self._first_line, self._found = path, first_line, found
        self._line = first_line
        self._list: str | None = None
        self._number = 0
        self._gap = ""
        """What stands between the last block and the next."""
        self._folded = False
        self._heading = False

    def end(self) -> Rendered:
        html = "".join(self.parts).strip("\n")
        self.rendered.html = Html(f"{html}</blockquote>" if self._folded else html)
        return self.rendered

    def block(self, token: Token) -> None:
        if token.map and token.nesting >= 0:
            self._line = token.map[0] + self._first_line
        blocks = {
            "inline": self._inline,
            "heading_open": self._open_heading,
            "heading_close": self._close_heading,
            "paragraph_open": self._open_paragraph,
            "paragraph_close": self._close_paragraph,
            "bullet_list_open": self._open_list,
            "ordered_list_open": self._open_list,
            "bullet_list_close": self._close_list,
            "ordered_list_close": self._close_list,
            "list_item_open": self._open_item,
            "hr": self._fold,
        }
        if token.type in blocks:
            blocks[token.type](token)
        elif token.type not in _SILENT:
            self._refuse(_UNSUPPORTED.get(token.type, token.type))

    def _fold(self, _: Token) -> None:
        if self._folded:
            self._refuse(_UNSUPPORTED["second_hr"])
            return
        self.parts.append(f"{self._gap}<blockquote expandable>")
        self._gap, self._folded = "", True

    def _refuse(self, what: str) -> None:
        self._found.add("markdown-unsupported", self._path, self._line, what=what)

    def _open_heading(self, _: Token) -> None:
        self.parts.append(f"{self._gap}<b>")
        self._heading = True

    def _close_heading(self, _: Token) -> None:
        self.parts.append("</b>")
        self._gap, self._heading = "\n", False

    def _open_paragraph(self, _: Token) -> None:
        self.parts.append(self._gap)
        self._gap = ""

    def _close_paragraph(self, _: Token) -> None:
        self._gap = "\n" if self._list else "\n\n"

    def _open_list(self, token: Token) -> None:
        if self._list:
            self._refuse(_UNSUPPORTED["nested"])
        self._list = token.type
        self._number = int(token.attrGet("start") or 1) - 1

    def _close_list(self, _: Token) -> None:
        self._list, self._gap = None, "\n\n"

    def _open_item(self, _: Token) -> None:
        self._number += 1
        marker = f"{self._number}. " if self._list == "ordered_list_open" else "• "
        self.parts.append(self._gap + marker)
        self._gap = ""

    def _inline(self, block: Token) -> None:
        shown, begun = "", len(self.rendered.shown)
        for token in block.children or ():
            if token.type == "text":
                self.parts.append(escape(token.content))
                shown += token.content
            elif token.type == "link_open":
                self._open_link(str(token.attrGet("href")))
            elif token.type in _INLINE:
                self.parts.append(_INLINE[token.type])
            else:
                self._refuse(_UNSUPPORTED.get(token.type, token.type))
            if token.type in ("softbreak", "hardbreak"):
                self.rendered.shown.append((self._line, shown))
                self._line, shown = self._line + 1, ""
        if shown:
            self.rendered.shown.append((self._line, shown))
        if not self._heading:
            self.rendered.prose.append(self.rendered.shown[begun:])

    def _open_link(self, url: str) -> None:
        if not web_address(url):
            self._found.add("link-scheme", self._path, self._line, url=url)
        self.rendered.links.append((self._line, url))
        self.parts.append(f'<a href="{escape(url).replace(chr(34), "&quot;")}">')
