"""The smallest good content folder, for tests to break in one place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from bot.storage.content.check.sentences import all_asked
from bot.storage.content.load import Loaded, load

CODE = "https://adilet.zan.kz/rus/docs/K1400000235"

FACTS = """\
facts:
  - id: BU-01
    statement: The first case costs 10 MCI under article 127-2; call 111.
    values: ["10 MCI", "article 127-2", "111"]
    date: 2025-11-18
    confidence: high
    sources:
      - title: {kk: Кодекс, ru: Кодекс, en: Code}
        url: {kk: "KAZ", ru: "RUS", en: "RUS"}
""".replace("KAZ", CODE.replace("rus", "kaz")).replace("RUS", CODE)

REGION = """\
name: {kk: Абай облысы, ru: область Абай, en: Abai region}
mci:
  - {from: 2025-01-01, tenge: 3932}
  - {from: 2026-01-01, tenge: 4325}
mci_known_until: 2026-12-31
contacts:
  helpline: {name: {kk: Байланыс, ru: Контакт-центр, en: Contact centre}, phone: "111"}
  rescue: {name: {kk: Құтқару, ru: Спасение, en: Rescue}, phone: "112"}
  police: {name: {kk: Полиция, ru: Полиция, en: Police}, phone: "102"}
  ambulance: {name: {kk: Жедел жәрдем, ru: Скорая, en: Ambulance}, phone: "103"}
  e-otinish: {name: {kk: Өтініш, ru: Обращения, en: Appeals & more}, url: "https://eotinish.gov.kz/?a=1&b=2"}
emergency: [rescue, police, ambulance, helpline]
calendar: {days_off: [2026-12-15], working_days: []}
"""

MENU = """\
home: home
deeds:
  appeal: {kk: Өтініш жазу, ru: Написать обращение, en: Write an appeal}
pages:
  home:
    text: {kk: Сәлем **бәріне**, ru: Привет **всем**, en: Hello **all**}
    rows:
      - [{topic: bullying}, {page: more}]
      - [{do: appeal}]
  more:
    parent: home
    label: {kk: Тағы, ru: Ещё, en: More}
    text: {kk: Тағы, ru: Ещё, en: More}
    rows: []
"""

APPEALS = """\
categories:
  other:
    label: {kk: Басқа, ru: Другое, en: Other}
    hint: {kk: Жазыңыз, ru: Напишите, en: Write}
    working_days: 5
places:
  semey:
    label: {kk: Семей, ru: Семей, en: Semey}
"""

SENTENCES = """\
own-id = Hello, <b>{ $id }</b>
value-mci = { $sum } ₸ ({ $count } MCI, { $year })
value-mci-unknown = { $count } MCI, the sum follows
danger = Call <b>112</b>.
concern = Call <b>111</b>.
not-found = I do not know.
small-talk-greeting = Hello.
small-talk-thanks = You are welcome.
"""
ASKED = frozenset(re.findall(r"^[a-z-]+", SENTENCES, re.MULTILINE))
"""What a program would say that says only this."""

TOPIC = """\
facts: [BU-01]
checked: 2026-11-23
related: []
contacts: [helpline]
category: other
"""

PAGE = """\
---
title: {title}
label: {title}
questions:
{questions}
---
**Answer.** Call {{{{ phone(helpline) }}}} now.

1. First
2. Second

The fine is {{{{ mci(10) }}}}, article 127-2, see [the code](https://adilet.zan.kz/rus/docs/K1400000235).
"""

SMALL_TALK = """\
thanks: {kk: [рақмет], ru: [спасибо], en: [thanks]}
greeting:
  kk: [сәлем]
  ru: [привет]
  en: [hello]
"""

FAMILIES = """\
families:
  beats:
    ru: [бьет]
  child: {kk: [баланы], ru: [ребенка], en: [a child]}
together:
  - {near: [beats, child], unless: [beats]}"""

TITLES = {"kk": "Баланы жәбірлеу", "ru": "Травля ребёнка", "en": "Bullying"}


def danger() -> str:
    lines = ["alone: {danger: [sos]}", "phrases:", "  danger:"]
    for lang in ("kk", "ru", "en"):
        lines += [f"    {lang}:", *(f"      - {lang} help{number}*" for number in range(40))]
    return "\n".join([*lines, FAMILIES, "not:", "  en: [song kk help1]", ""])


def page(title: str) -> str:
    questions = "\n".join(f"  - {title} question {number}" for number in range(12))
    return PAGE.format(title=title, questions=questions)


def good_files() -> dict[str, str]:
    return {
        "facts.yaml": FACTS,
        "region.yaml": REGION,
        "menu.yaml": MENU,
        "appeals.yaml": APPEALS,
        "danger.yaml": danger(),
        "small-talk.yaml": SMALL_TALK,
        "topics/bullying/topic.yaml": TOPIC,
        **{f"topics/bullying/{lang}.md": page(title) for lang, title in TITLES.items()},
        **{f"texts/{lang}.ftl": SENTENCES for lang in TITLES},
        **{path: f"# {label}\n\n{label} {lang} one\n{label} {lang} two\n" for path, label, lang in _asked()},
    }


def _asked() -> Iterator[tuple[str, str, str]]:
    for label in ("bullying", "other", "danger", "concern", "harmless"):
        for lang in TITLES:
            yield f"asked/{label}.{lang}.txt", label, lang


class Folder:
    """A content folder on disk that starts good."""

    def __init__(self, path: Path) -> None:
        self.path = path
        for name, text in good_files().items():
            self.write(name, text)

    def write(self, name: str, text: str | bytes) -> None:
        file = self.path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())

    def read(self, name: str) -> str:
        return (self.path / name).read_text(encoding="utf-8")

    def change(self, name: str, old: str, new: str) -> None:
        text = self.read(name)
        assert old in text, f"{old!r} is not in {name}"
        self.write(name, text.replace(old, new))

    def remove(self, name: str) -> None:
        (self.path / name).unlink()

    def complete(self) -> None:
        """Add every text that the real program says."""
        more = "".join(f"{text_id} = x\n" for text_id in sorted(all_asked() - ASKED))
        for lang in TITLES:
            self.write(f"texts/{lang}.ftl", SENTENCES + more)

    def load(self) -> Loaded:
        return load(self.path)

    def lines(self) -> list[str]:
        """Return the findings as `path:line [rule]`."""
        return list(_briefly(self.load()))


def _briefly(loaded: Loaded) -> Iterator[str]:
    for finding in loaded.findings:
        yield f"{finding.path}:{finding.line} [{finding.rule}]"
