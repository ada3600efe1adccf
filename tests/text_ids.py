"""Lists the texts that the program says, for the content check: the shipped ones, all of them used.

python -m tests.text_ids
"""

from __future__ import annotations

from pathlib import Path

from bot.storage.content.findings import Findings
from bot.storage.content.sentences import parse_sentences
from tests.acceptance.stage import CONTENT

LIST = Path("bot/storage/content/check/text_ids.txt")


def shipped() -> set[str]:
    """Return the ids in the shipped Kazakh file."""
    text = (CONTENT / "texts" / "kk.ftl").read_text(encoding="utf-8")
    sentences = parse_sentences("kk.ftl", "kk", text, Findings())
    assert sentences
    return set(sentences.all)


if __name__ == "__main__":
    LIST.write_text("".join(f"{text_id}\n" for text_id in sorted(shipped())), encoding="utf-8")
