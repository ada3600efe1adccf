"""Which Kazakh text a translation follows: `stamps.yaml`, written by `abai-bala stamp`, never by hand.

A stamp is a digest of the Kazakh title, label and answer. Example questions carry none: every language has
its own. When the Kazakh text changes, its stamps are old until somebody has compared the translations.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping

from bot.storage.content.draft import Draft, TopicPage, read_draft
from bot.storage.content.findings import Findings
from bot.storage.content.source import Files

PATH = "stamps.yaml"

_HEAD = """\
# Which Kazakh text each translation follows. Written by `abai-bala stamp`, never by hand.
stamps:
"""


def wanted(draft: Draft) -> Mapping[str, str]:
    """Return, by the path of each translation, the stamp that it has when it follows the Kazakh text."""
    return dict(_translations(draft))


def _translations(draft: Draft) -> Iterator[tuple[str, str]]:
    for topic in draft.topics.values():
        if kazakh := topic.pages.get("kk"):
            for lang, page in topic.pages.items():
                if lang != "kk":
                    yield page.path, _digest(kazakh)


def _digest(page: TopicPage) -> str:
    front = page.front.file
    read = [text for _, text in (*page.body.shown, *page.body.links)]
    whole = " ".join(" ".join([front.title, front.label, *read]).split())
    return hashlib.sha256(whole.encode()).hexdigest()[:12]


def kept(draft: Draft) -> Mapping[str, str]:
    """Return the stamps that stand in the file; none when there is no file."""
    return draft.stamps.file.stamps if draft.stamps else {}


def confirmed(files: Files, path: str) -> Files:
    """Return the files with the stamp of one translation made new; the same files when there is none.

    The same files, too, when the stamps cannot be read: writing them anew would lose the others.
    """
    draft = read_draft(files, Findings())
    if PATH in files and draft.stamps is None:
        return files
    stamp = wanted(draft).get(path)
    return {**files, PATH: written({**kept(draft), path: stamp})} if stamp else files


def written(stamps: Mapping[str, str]) -> bytes:
    """Return the file that holds these stamps."""
    lines = (f'  {path}: "{stamp}"\n' for path, stamp in sorted(stamps.items()))
    return (_HEAD + "".join(lines)).encode()
