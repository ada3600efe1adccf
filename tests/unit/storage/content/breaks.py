"""Broken folders: each is the good one changed in one place, and says where the check must point."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import date
from typing import NamedTuple, TypeAlias

from bot.storage.content import source
from bot.storage.content.sentences import TEXTS_LIMIT
from tests.unit.storage.content.folder import CODE, Folder, good_files

Change: TypeAlias = Callable[[Folder], object]

KK, RU, EN = (f"topics/bullying/{lang}.md" for lang in ("kk", "ru", "en"))
SHEET = "topics/bullying/topic.yaml"
TREE = "wizards/help.yaml"
FTL = "texts/ru.ftl"

WIZARD = """\
topic: bullying
label: {kk: Көмек, ru: Помощь, en: Help}
title: {kk: Не істеу керек, ru: Что делать, en: What to do}
checked: 2026-11-23
start: where
nodes:
  where:
    question: {kk: Қайда болды, ru: Где это было, en: Where was it}
    options:
      - label: {kk: Мектепте, ru: В школе, en: At school}
        answer: school
        next: write
      - label: {kk: Үйде, ru: Дома, en: At home}
        answer: home
        next: [{to: who, when: {where: home}}, {to: write}]
  who:
    question: {kk: Кім екен, ru: Кто это был, en: Who was it}
    options:
      - {label: {kk: Ересек, ru: Взрослый, en: An adult}, answer: adult, next: write}
      - {label: {kk: Бала, ru: Ребёнок, en: A child}, answer: child, next: write}
  write:
    outcome:
      - text: {kk: Жазыңыз, ru: Напишите, en: Write}
      - text: {kk: Бір, ru: Раз, en: One}
        from: 2026-01-01
        until: 2026-12-31
    facts: [BU-01]
    contacts: [helpline]
    category: other
    appeal: {kk: Өтінемін, ru: Прошу, en: Please}
"""


MINIMUM = '{kk: "{{ minimum() }}", ru: "{{ minimum() }}", en: "{{ minimum() }}"}'
KNOWN_MINIMUM = "minimum: [{from: 2026-01-01, tenge: 50851}]\nminimum_known_until: 2026-12-31\ncontacts:"


class Break(NamedTuple):
    finding: str
    """`path:line [rule]`; the folder itself is called `content`."""
    change: Change


def put(file: str, old: str, new: str) -> Change:
    return lambda folder: folder.change(file, old, new)


def wizard(old: str, new: str) -> Change:
    def change(folder: Folder) -> None:
        folder.write(TREE, WIZARD)
        folder.change(TREE, old, new)

    return change


def text(file: str, content: str | bytes) -> Change:
    return lambda folder: folder.write(file, content)


def gone(file: str) -> Change:
    return lambda folder: folder.remove(file)


def all_texts(old: str, new: str) -> Change:
    def change(folder: Folder) -> None:
        for lang in ("kk", "ru", "en"):
            folder.change(f"texts/{lang}.ftl", old, new)

    return change


def minimum(*mistyped: str) -> Change:
    """Let a wizard tell the subsistence minimum, with a sentence whose value is mistyped."""

    def change(folder: Folder) -> None:
        folder.write(TREE, WIZARD.replace("{kk: Бір, ru: Раз, en: One}", MINIMUM))
        folder.change("region.yaml", "contacts:", KNOWN_MINIMUM)
        all_texts("value-mci =", "value-minimum-unknown = later\nvalue-minimum = { $sum }\nvalue-mci =")(
            folder
        )
        for file in mistyped:
            folder.change(file, "value-minimum = { $sum }", "value-minimum = { $summa }")

    return change


def second_topic(file: str, old: str, new: str) -> Change:
    """Add a topic like the first, broken in one place."""

    def change(folder: Folder) -> None:
        for name in (KK, RU, EN, SHEET):
            folder.write(name.replace("bullying", "camps"), folder.read(name))
        folder.change(file, old, new)

    return change


def each(*changes: Change) -> Change:
    def change(folder: Folder) -> None:
        for one in changes:
            one(folder)

    return change


def no_folder(folder: Folder) -> None:
    shutil.rmtree(folder.path)


def file_for_folder(folder: Folder) -> None:
    no_folder(folder)
    folder.path.write_text("a file", encoding="utf-8")


def pipe(folder: Folder) -> None:
    folder.remove("menu.yaml")
    os.mkfifo(folder.path / "menu.yaml")


def lost_link(folder: Folder) -> None:
    folder.remove(RU)
    (folder.path / RU).symlink_to("nowhere.md")


def many_files(folder: Folder) -> None:
    for number in range(source.FILES_LIMIT + 1 - len(good_files())):
        folder.write(f"zz/{number:04}.txt", b"")


def many_bytes(folder: Folder) -> None:
    for number in range(20):
        folder.write(f"zz/{number:04}.bin", b"x" * source.SIZE_LIMIT)


def old(day: str) -> Change:
    return put(SHEET, "2026-11-23", day)


def stamped(lines: str) -> Change:
    return text("stamps.yaml", f"stamps:\n{lines}")


FACT = good_files()["facts.yaml"].removeprefix("facts:\n")
LONG_WORDS = "слово " * 26
TODAY = date(2026, 11, 23)

BREAKS = [
    # the folder and its files
    Break("content:1 [folder-missing]", no_folder),
    Break("content:1 [folder-missing]", file_for_folder),
    Break("menu.yaml:1 [file-missing]", gone("menu.yaml")),
    Break(f"{RU}:1 [file-missing]", gone(RU)),
    Break("notes.txt:1 [file-unknown]", text("notes.txt", "x")),
    Break("topics/bullying/de.md:1 [file-unknown]", text("topics/bullying/de.md", "x")),
    Break("menu.yaml:1 [file-unreadable]", pipe),
    Break(f"{RU}:1 [file-unreadable]", lost_link),
    Break("menu.yaml:1 [file-large]", text("menu.yaml", b"#" * 500_001)),
    Break(f"{RU}:1 [file-large]", text(RU, b"#" * 24_001)),
    Break(f"zz/{source.FILES_LIMIT - len(good_files()):04}.txt:1 [folder-large]", many_files),
    Break("zz/0016.bin:1 [folder-large]", many_bytes),
    Break("a/b/c/d/e:1 [folder-deep]", text("a/b/c/d/e/f.txt", "x")),
    Break("topics/bullying/old/2025/may:1 [folder-deep]", text("topics/bullying/old/2025/may/kk.md", "x")),
    Break(f"{KK}:2 [file-encoding]", text(KK, b"---\ntitle: \xff\n---\n")),
    Break("region.yaml:1 [file-encoding]", text("region.yaml", "name: Абай".encode("cp1251"))),
    # YAML
    Break("menu.yaml:4 [yaml-syntax]", put("menu.yaml", "deeds:", "deeds: [")),
    Break(f"{SHEET}:2 [yaml-syntax]", old("2026-13-23")),
    Break("menu.yaml:1 [yaml-alias]", put("menu.yaml", "home: home", "home: &a home")),
    Break(f"{RU}:3 [yaml-alias]", put(RU, "label: Травля ребёнка", "label: *title")),
    Break("menu.yaml:1 [yaml-tag]", put("menu.yaml", "home: home", "home: !env HOME")),
    Break(f"{SHEET}:2 [yaml-tag]", put(SHEET, "checked: ", "checked: !!python/name:os ")),
    Break("menu.yaml:1 [yaml-key]", put("menu.yaml", "home: home", "[home]: home")),
    Break(f"{SHEET}:3 [yaml-key]", put(SHEET, "related: []", "{a: b}: []")),
    Break("menu.yaml:1 [yaml-deep]", put("menu.yaml", "home: home", "home: " + "[" * 20)),
    Break(f"{RU}:2 [yaml-deep]", put(RU, "title: ", "title: " + "{a: " * 20)),
    Break("menu.yaml:1 [yaml-large]", text("menu.yaml", f"home: [{'1, ' * 20_001}]")),
    Break(f"{SHEET}:20000 [yaml-large]", text(SHEET, "".join(f"a{at}: 1\n" for at in range(20_001)))),
    Break("menu.yaml:2 [yaml-duplicate]", put("menu.yaml", "home: home", "home: home\nhome: more")),
    Break(f"{RU}:3 [yaml-duplicate]", put(RU, "label: Травля", "title: Травля")),
    Break("menu.yaml:2 [yaml-documents]", put("menu.yaml", "deeds:", "---\ndeeds:")),
    Break(f"{SHEET}:3 [yaml-documents]", put(SHEET, "related: []", "---\nrelated: []")),
    Break(f"{RU}:1 [front-matter]", put(RU, "---\ntitle", "title")),
    Break(f"{EN}:1 [front-matter]", put(EN, "---\n**Answer", "**Answer")),
    # fields
    Break("facts.yaml:2 [field-missing]", put("facts.yaml", "    date: 2025-11-18\n", "")),
    Break(f"{TREE}:23 [field-missing]", wizard("text: {kk: Жазыңыз, ", "text: {")),
    Break(
        "facts.yaml:7 [field-unknown]", put("facts.yaml", "confidence: high", "confidence: high\n    x: y")
    ),
    Break(f"{SHEET}:4 [field-unknown]", put(SHEET, "contacts:", "kontakts:")),
    Break("appeals.yaml:5 [field-value]", put("appeals.yaml", "working_days: 5", "working_days: soon")),
    Break(f"{TREE}:4 [field-value]", wizard("2026-11-23", "yesterday")),
    Break("menu.yaml:3 [label-long]", put("menu.yaml", "Write an appeal", "Write an appeal to the bot")),
    Break(f"{TREE}:2 [label-long]", wizard("en: Help}", "en: Help with this and with that}")),
    Break("facts.yaml:9 [link-scheme]", put("facts.yaml", "https://adilet", "ftp://adilet")),
    Break(f"{RU}:23 [link-scheme]", put(RU, "[the code](https:", "[the code](javascript:")),
    Break(f"{RU}:4 [questions-few]", put(RU, "  - Травля ребёнка question 3\n", "")),
    Break(f"{EN}:4 [questions-few]", put(EN, "  - Bullying question 0\n", "")),
    Break("menu.yaml:9 [button-target]", put("menu.yaml", "{do: appeal}", "{do: appeal, page: more}")),
    Break("menu.yaml:8 [button-target]", put("menu.yaml", "{page: more}", "{}")),
    Break(
        "region.yaml:11 [contact-empty]", put("region.yaml", ', url: "https://eotinish.gov.kz/?a=1&b=2"', "")
    ),
    Break("region.yaml:7 [contact-empty]", put("region.yaml", ', phone: "111"', "")),
    Break(f"{SHEET}:1 [id-duplicate]", put(SHEET, "facts: [BU-01]", "facts: [BU-01, BU-01]")),
    Break("facts.yaml:10 [id-duplicate]", text("facts.yaml", f"facts:\n{FACT}{FACT}")),
    # references
    Break("topics/weather:1 [topic-slug]", text("topics/weather/kk.md", "x")),
    Break("topics/bulying:1 [topic-slug]", text("topics/bulying/topic.yaml", good_files()[SHEET])),
    Break("menu.yaml:8 [topic-unknown]", put("menu.yaml", "topic: bullying", "topic: camps")),
    Break(f"{TREE}:1 [topic-unknown]", wizard("topic: bullying", "topic: camps")),
    Break(f"{SHEET}:1 [fact-unknown]", put(SHEET, "BU-01", "BU-02")),
    Break(f"{TREE}:27 [fact-unknown]", wizard("BU-01", "BU-02")),
    Break(f"{SHEET}:1 [fact-low]", put("facts.yaml", "confidence: high", "confidence: low")),
    Break(
        f"{TREE}:27 [fact-low]",
        each(text(TREE, WIZARD), put("facts.yaml", "confidence: high", "confidence: low")),
    ),
    Break("facts.yaml:9 [link-kazakh]", put("facts.yaml", "/kaz/", "/rus/")),
    Break("facts.yaml:4 [value-unread]", put("facts.yaml", '"10 MCI"', '"10 MCI", "ten"')),
    Break("facts.yaml:4 [value-unread]", put("facts.yaml", '"111"]', '"111", "статья"]')),
    Break("region.yaml:7 [phone-form]", put("region.yaml", 'phone: "111"', 'phone: "l11"')),
    Break("region.yaml:8 [phone-form]", put("region.yaml", 'phone: "112"', 'phone: "112, 101"')),
    Break(
        "facts.yaml:17 [link-kazakh]",
        text("facts.yaml", f"facts:\n{FACT}{FACT.replace('BU-01', 'BU-02').replace('/kaz/', '/rus/')}"),
    ),
    Break(
        "facts.yaml:10 [fact-unused]", text("facts.yaml", f"facts:\n{FACT}{FACT.replace('BU-01', 'BU-02')}")
    ),
    Break(
        "facts.yaml:2 [fact-unused]",
        each(
            text("facts.yaml", f"facts:\n{FACT}{FACT.replace('BU-01', 'BU-02')}"),
            put(SHEET, "BU-01", "BU-02"),
        ),
    ),
    Break(
        "region.yaml:12 [contact-unknown]",
        put("region.yaml", "emergency: [rescue,", "emergency: [rescue, fire,"),
    ),
    Break(f"{TREE}:28 [contact-unknown]", wizard("contacts: [helpline]", "contacts: [hotline]")),
    Break(
        "region.yaml:12 [contact-phone]", put("region.yaml", "[rescue, police", "[rescue, e-otinish, police")
    ),
    Break(f"{EN}:18 [contact-phone]", put(EN, "phone(helpline)", "phone(e-otinish)")),
    Break(
        "region.yaml:11 [contact-url]",
        put("region.yaml", 'url: "https://eotinish.gov.kz/?a=1&b=2"', 'phone: "1414"'),
    ),
    Break(f"{EN}:18 [contact-url]", put(EN, "phone(helpline)", "contact(helpline)")),
    Break("region.yaml:6 [contact-required]", put("region.yaml", "  e-otinish:", "  appeals:")),
    Break("region.yaml:6 [contact-required]", put("region.yaml", "  e-otinish:", "  egov:")),
    Break("region.yaml:12 [emergency-missing]", put("region.yaml", "emergency: [rescue, ", "emergency: [")),
    Break("region.yaml:12 [emergency-missing]", put("region.yaml", ", helpline]", "]")),
    Break(f"{SHEET}:5 [category-unknown]", put(SHEET, "category: other", "category: meals")),
    Break(f"{TREE}:29 [category-unknown]", wizard("category: other", "category: meals")),
    Break("menu.yaml:1 [page-unknown]", put("menu.yaml", "home: home", "home: house")),
    Break("menu.yaml:8 [page-unknown]", put("menu.yaml", "page: more", "page: less")),
    Break("menu.yaml:10 [page-unreachable]", put("menu.yaml", ", {page: more}", "")),
    Break("menu.yaml:5 [page-unreachable]", put("menu.yaml", "home: home", "home: more")),
    Break("menu.yaml:10 [page-no-way-home]", put("menu.yaml", "    parent: home\n", "")),
    Break("menu.yaml:10 [page-no-way-home]", put("menu.yaml", "parent: home", "parent: more")),
    Break("menu.yaml:8 [page-label]", put("menu.yaml", "    label: {kk: Тағы, ru: Ещё, en: More}\n", "")),
    Break("menu.yaml:14 [page-label]", put("menu.yaml", "    rows: []", "    rows: [[{page: home}]]")),
    Break("menu.yaml:9 [deed-label]", put("menu.yaml", "do: appeal", "do: mine")),
    Break("menu.yaml:9 [deed-label]", put("menu.yaml", "  appeal: {", "  help: {")),
    # wizards
    Break("wizards/bullying.yaml:1 [wizard-slug]", text("wizards/bullying.yaml", WIZARD)),
    Break("wizards/camps.yaml:1 [wizard-slug]", text("wizards/camps.yaml", WIZARD)),
    Break("menu.yaml:8 [wizard-unknown]", put("menu.yaml", "topic: bullying", "wizard: help")),
    Break("menu.yaml:9 [wizard-unknown]", put("menu.yaml", "do: appeal", "wizard: bullied")),
    Break(f"{TREE}:5 [node-unknown]", wizard("start: where", "start: here")),
    Break(f"{TREE}:12 [node-unknown]", wizard("next: write\n      - label", "next: call\n      - label")),
    Break(f"{TREE}:16 [node-unreachable]", wizard("{to: who, when: {where: home}}, ", "")),
    Break(f"{TREE}:7 [node-unreachable]", wizard("start: where", "start: who")),
    Break(f"{TREE}:7 [node-circle]", wizard("answer: adult, next: write", "answer: adult, next: where")),
    Break(f"{TREE}:16 [node-circle]", wizard("answer: child, next: write", "answer: child, next: who")),
    Break(f"{TREE}:5 [questions-many]", lambda folder: folder.write(TREE, long_wizard(13))),
    Break(f"{TREE}:5 [questions-many]", lambda folder: folder.write(TREE, long_wizard(30))),
    Break(f"{TREE}:15 [question-unknown]", wizard("when: {where: home}", "when: {who: adult}")),
    Break(f"{TREE}:15 [question-unknown]", wizard("when: {where: home}", "when: {when: home}")),
    Break(f"{TREE}:15 [option-unknown]", wizard("when: {where: home}", "when: {where: street}")),
    Break(f"{TREE}:15 [option-unknown]", wizard("when: {where: home}", "when: {where: [home, yard]}")),
    Break(f"{TREE}:15 [condition-last]", wizard("}}, {to: write}]", "}}]")),
    Break(f"{TREE}:15 [condition-last]", wizard("{to: write}]", "{to: write, until: 2026-12-31}]")),
    Break(f"{TREE}:22 [condition-first]", wizard("en: Write}\n", "en: Write}\n        from: 2026-01-01\n")),
    Break(
        f"{TREE}:22 [condition-first]", wizard("en: Write}\n", "en: Write}\n        when: {where: home}\n")
    ),
    Break(f"{TREE}:26 [days-reversed]", wizard("until: 2026-12-31", "until: 2025-12-31")),
    Break(f"{TREE}:15 [days-reversed]", wizard("when: {where: home}", "from: 2027-01-01, until: 2026-01-01")),
    Break(f"{TREE}:30 [opening-long]", wizard("en: Please}", f"en: {'please ' * 300}}}")),
    Break(f"{TREE}:30 [opening-long]", wizard("kk: Өтінемін", f"kk: {'Өтінемін ' * 200}")),
    Break(
        f"{TREE}:13 [option-target]",
        wizard("        next: [{to: who, when: {where: home}}, {to: write}]\n", ""),
    ),
    Break(
        f"{TREE}:10 [option-target]",
        wizard("next: write\n      - label", "next: write\n        do: danger\n      - label"),
    ),
    Break(f"{TREE}:21 [node-shape]", wizard("    facts: [BU-01]\n", "")),
    Break(
        f"{TREE}:16 [node-shape]",
        wizard("    question: {kk: Кім екен, ru: Кто это был, en: Who was it}\n", ""),
    ),
    # Markdown
    Break("menu.yaml:6 [markdown-unsupported]", put("menu.yaml", "Привет **всем**", "Привет `всем`")),
    Break(f"{RU}:20 [markdown-unsupported]", put(RU, "1. First", "> 1. First")),
    Break(f"{RU}:18 [markdown-empty]", lambda folder: folder.write(RU, folder.read(RU).split("**")[0])),
    Break(
        f"{EN}:18 [markdown-empty]", lambda folder: folder.write(EN, folder.read(EN).split("**")[0] + "\n \n")
    ),
    # answers
    Break(f"{RU}:23 [placeholder]", put(RU, "{{ mci(10) }}", "{{ sum(10) }}")),
    Break(f"{EN}:23 [placeholder]", put(EN, "{{ mci(10) }}", "{{ mci(10)")),
    Break(f"{RU}:2 [placeholder-place]", put(RU, "title: Травля", "title: Травля {{ mci(1) }}")),
    Break("menu.yaml:6 [placeholder-place]", put("menu.yaml", "Привет **всем**", '"{{ mci(10) }}"')),
    Break(f"{EN}:18 [answer-long]", put(EN, "1. First", "1. " + "very. " * 900)),
    Break(f"{TREE}:22 [answer-long]", wizard("en: Write}", f"en: {'Write. ' * 560}}}")),
    Break(f"{KK}:18 [answer-long]", put("facts.yaml", "{kk: Кодекс,", f"{{kk: {'Кодекс ' * 550},")),
    Break(f"{RU}:20 [sentence-long]", put(RU, "1. First", f"1. {LONG_WORDS}")),
    Break(f"{TREE}:23 [sentence-long]", wizard("ru: Напишите,", f"ru: {LONG_WORDS},")),
    Break(f"{RU}:18 [sentences-long]", put(RU, "1. First", "1. " + f"{'слово ' * 20}. " * 9)),
    Break(f"{EN}:18 [sentences-long]", put(EN, "1. First", "1. " + f"{'word ' * 16}! " * 20)),
    Break(f"{RU}:8 [questions-alike]", put(RU, "ребёнка question 3", "ребёнка, question 2?")),
    Break(f"{EN}:16 [questions-alike]", put(EN, "Bullying question 11", "question 4 bullying")),
    Break(f"{RU}:20 [number-unknown]", put(RU, "1. First", "1. First 77 days")),
    Break(f"{TREE}:23 [number-unknown]", wizard("ru: Напишите,", "ru: Напишите за 3 дня,")),
    Break(f"{RU}:20 [mci-written]", put(RU, "1. First", "1. First, 10 МРП")),
    Break(f"{KK}:23 [mci-written]", put(KK, "{{ mci(10) }}", "10 АЕК")),
    Break(f"{RU}:18 [languages-values]", put(RU, "{{ mci(10) }}", "{{ phone(helpline) }}")),
    Break(f"{KK}:18 [languages-values]", put(EN, "1. First", "1. First {{ contact(e-otinish) }}")),
    Break(f"{EN}:18 [languages-numbers]", put(EN, ", article 127-2", "")),
    Break(f"{RU}:18 [languages-numbers]", put(KK, "1. First", "1. First, 18.11.2025")),
    Break(f"{RU}:18 [languages-links]", put(RU, "K1400000235)", "K2)")),
    Break(f"{EN}:18 [languages-links]", put(KK, "1. First", "1. [First](https://egov.kz)")),
    Break(f"{SHEET}:2 [checked-old]", old("2026-05-01")),
    Break(f"{TREE}:4 [checked-old]", wizard("checked: 2026-11-23", "checked: 2025-11-23")),
    Break(f"{SHEET}:3 [valid-until]", put(SHEET, "related: []", "valid_until: 2026-11-22\nrelated: []")),
    Break(
        "topics/camps/topic.yaml:3 [valid-until]",
        second_topic("topics/camps/topic.yaml", "related: []", "valid_until: 2025-01-01\nrelated: []"),
    ),
    Break(f"{RU}:1 [stamp-missing]", stamped(f'  {EN}: "000000000000"\n')),
    Break(f"{EN}:1 [stamp-missing]", stamped(f'  {RU}: "000000000000"\n')),
    Break(f"{RU}:1 [stamp-old]", stamped(f'  {RU}: "000000000000"\n')),
    Break(f"{EN}:1 [stamp-old]", stamped(f'  {EN}: "ffffffffffff"\n')),
    Break("stamps.yaml:2 [stamp-unknown]", stamped(f'  {KK}: "000000000000"\n')),
    Break("stamps.yaml:2 [stamp-unknown]", stamped('  topics/camps/ru.md: "000000000000"\n')),
    Break(
        "region.yaml:2 [mci-order]", put("region.yaml", "2025-01-01, tenge: 3932", "2026-01-01, tenge: 3932")
    ),
    Break(
        "region.yaml:2 [mci-order]", put("region.yaml", "2026-01-01, tenge: 4325", "2024-01-01, tenge: 4325")
    ),
    # Fluent
    Break(f"{FTL}:1 [text-syntax]", put(FTL, "own-id = ", "own-id ")),
    Break(f"{FTL}:1 [text-syntax]", put(FTL, "{ $id }", "{ $id")),
    Break(f"{FTL}:1 [text-many]", text(FTL, "".join(f"a{at} = b\n" for at in range(TEXTS_LIMIT + 1)))),
    Break("texts/kk.ftl:1 [text-many]", text("texts/kk.ftl", "a = b\n" * (TEXTS_LIMIT + 1))),
    Break(f"{FTL}:1 [text-deep]", put(FTL, "{ $id }", "{" * 9 + "$id" + "}" * 9)),
    Break("texts/en.ftl:5 [text-deep]", put("texts/en.ftl", "<b>111</b>", "{ {" * 5)),
    Break(f"{FTL}:1 [text-reference]", put(FTL, "Hello,", "Hello { danger }")),
    Break("texts/kk.ftl:5 [text-reference]", put("texts/kk.ftl", "<b>111</b>", "{ concern }")),
    Break(f"{FTL}:2 [text-duplicate]", put(FTL, "own-id = ", "own-id = x\nown-id = ")),
    Break("texts/en.ftl:6 [text-duplicate]", put("texts/en.ftl", "not-found = ", "danger = ")),
    Break(f"{FTL}:1 [text-empty]", put(FTL, "own-id = Hello, <b>{ $id }</b>", "own-id =\n    .a = b")),
    Break("texts/kk.ftl:6 [text-empty]", put("texts/kk.ftl", "not-found = ", "not-found =\n    .title = ")),
    Break(f"{FTL}:1 [text-missing]", put(FTL, "not-found = ", "lost = ")),
    Break("texts/kk.ftl:1 [text-missing]", put("texts/en.ftl", "own-id = ", "extra = x\nown-id = ")),
    Break(f"{FTL}:1 [text-variables]", put(FTL, "$id", "$surname")),
    Break("texts/en.ftl:5 [text-variables]", put("texts/en.ftl", "<b>111</b>", "{ $phone }")),
    Break(f"{FTL}:1 [text-html]", put(FTL, "</b>", "</i>")),
    Break("texts/kk.ftl:5 [text-html]", put("texts/kk.ftl", "<b>111", "<h1>111")),
    Break(f"{FTL}:1 [text-broken]", put(FTL, "Hello,", "Hello { HELLO() }")),
    Break(
        "texts/kk.ftl:1 [text-broken]",
        all_texts("value-mci =", "value-other ="),
    ),
    Break("texts/en.ftl:1 [text-broken]", all_texts("value-mci = { $sum }", "value-mci = { $summa }")),
    Break("texts/kk.ftl:1 [text-broken]", minimum("texts/kk.ftl")),
    Break("texts/ru.ftl:1 [text-broken]", minimum("texts/kk.ftl", "texts/ru.ftl", "texts/en.ftl")),
    Break("texts/kk.ftl:1 [text-asked]", all_texts("not-found = ", "lost = ")),
    Break("texts/ru.ftl:1 [text-asked]", all_texts("own-id = Hello, <b>{ $id }</b>\n", "")),
    Break("texts/kk.ftl:1 [text-unused]", all_texts("own-id = ", "extra = x\nown-id = ")),
    Break("texts/kk.ftl:7 [text-unused]", all_texts("small-talk-greeting = ", "small-talk-joke = ")),
    # danger
    Break("danger.yaml:45 [phrases-few]", put("danger.yaml", "      - ru help7*\n", "")),
    Break("danger.yaml:4 [phrases-few]", put("danger.yaml", "- kk help7*", "- kk help8*")),
    Break(
        "danger.yaml:132 [family-unknown]", put("danger.yaml", "near: [beats, child]", "near: [beats, kid]")
    ),
    Break("danger.yaml:132 [family-unknown]", put("danger.yaml", "unless: [beats]", "unless: [law]")),
    Break(
        "danger.yaml:3 [topic-unknown]",
        put("danger.yaml", "phrases:", "harmless_topics:\n  - camps\nphrases:"),
    ),
    Break("danger.yaml:53 [phrase-empty]", put("danger.yaml", "- ru help7*", '- "!!!"')),
    Break("small-talk.yaml:4 [phrase-empty]", put("small-talk.yaml", "[привет]", '["👋"]')),
    # how people ask
    Break("asked/other.ru.txt:1 [asked-missing]", gone("asked/other.ru.txt")),
    Break("asked/camps.kk.txt:1 [asked-missing]", second_topic(SHEET, "related: []", "related: [camps]")),
    Break("asked/danger.en.txt:3 [asked-empty]", put("asked/danger.en.txt", "danger en one", "!!!")),
    Break("asked/bullying.kk.txt:4 [asked-empty]", put("asked/bullying.kk.txt", "bullying kk two", "🙂")),
    Break("asked/other.kk.txt:3 [asked-long]", put("asked/other.kk.txt", "other kk one", "ой " * 200)),
    Break("asked/concern.ru.txt:4 [asked-long]", put("asked/concern.ru.txt", "concern ru two", "о" * 501)),
    Break(
        "asked/other.ru.txt:4 [asked-twice]", put("asked/other.ru.txt", "other ru two", "Bullying kk ONE!")
    ),
    Break(
        "asked/harmless.en.txt:4 [asked-twice]",
        put("asked/harmless.en.txt", "harmless en two", "danger en one"),
    ),
    # the same rules in other places
    Break(f"{RU}:23 [link-scheme]", put(RU, "[the code](https://adilet.zan.kz", "[the code](https://adilet")),
    Break("facts.yaml:6 [field-value]", put("facts.yaml", "confidence: high", "confidence: sure")),
    Break(
        "facts.yaml:7 [field-unknown]",
        put("facts.yaml", "confidence: high", "confidence: high\n    colour: red"),
    ),
    Break("facts.yaml:9 [field-missing]", put("facts.yaml", f', en: "{CODE}"', "")),
    Break("region.yaml:2 [mci-order]", put("region.yaml", "2025-01-01, tenge", "2026-01-01, tenge")),
    Break("region.yaml:12 [emergency-missing]", put("region.yaml", "emergency: [rescue,", "emergency: [")),
    Break("menu.yaml:9 [field-value]", put("menu.yaml", "do: appeal", "do: magic")),
    Break("appeals.yaml:5 [field-value]", put("appeals.yaml", "working_days: 5", "working_days: 0")),
    Break("appeals.yaml:8 [field-missing]", put("appeals.yaml", ", en: Semey}", "}")),
    Break("danger.yaml:132 [field-value]", put("danger.yaml", "near: [beats, child]", "near: [beats]")),
    Break("danger.yaml:129 [phrase-empty]", put("danger.yaml", "ru: [бьет]", 'ru: ["!"]')),
    Break("danger.yaml:1 [phrase-empty]", put("danger.yaml", "danger: [sos]", 'danger: ["🆘"]')),
    Break("small-talk.yaml:1 [field-missing]", put("small-talk.yaml", "thanks:", "bye:")),
    Break(f"{SHEET}:1 [fact-unknown]", put(SHEET, "facts: [BU-01]", "facts: [BU-01, BU-02]")),
    Break(f"{SHEET}:3 [topic-unknown]", put(SHEET, "related: []", "related: [camps]")),
    Break(f"{SHEET}:4 [contact-unknown]", put(SHEET, "contacts: [helpline]", "contacts: [hotline]")),
    Break(f"{RU}:3 [label-long]", put(RU, "label: Травля", "label: Если ребёнка травят это Травля")),
    Break(f"{RU}:23 [placeholder]", put(RU, "{{ mci(10) }}", "{{ sum(10) }} {{ mci(10) }}")),
    Break(f"{RU}:23 [link-scheme]", put(RU, "[the code](https:", "[the code](gopher:")),
    Break(f"{RU}:20 [number-unknown]", put(RU, "1. First", "1. First 10 days")),
    Break(f"{RU}:20 [number-unknown]", put(RU, "1. First", "1. First, article 10")),
    Break(f"{RU}:18 [number-unknown]", put(RU, "phone(helpline)", "phone(police)")),
    Break(f"{FTL}:1 [text-html]", put(FTL, "<b>", "<b><u>")),
    Break(f"{FTL}:1 [text-html]", put(FTL, "</b>", "")),
    Break(f"{FTL}:1 [text-html]", put(FTL, "Hello,", "Hello < 5")),
    Break(f"{FTL}:1 [text-reference]", put(FTL, "Hello,", "Hello { other }")),
]


def long_wizard(questions: int) -> str:
    """Return a wizard that asks so many questions in a row."""
    head, _, outcome = WIZARD.partition("  where:\n")
    nodes = "".join(
        f"  q{at}:\n    question: {{kk: Қай, ru: Где, en: Where}}\n    options:\n"
        f"      - {{label: {{kk: А, ru: А, en: A}}, answer: a, next: {to}}}\n"
        f"      - {{label: {{kk: Б, ru: Б, en: B}}, answer: b, next: {to}}}\n"
        for at in range(questions)
        for to in [f"q{at + 1}" if at + 1 < questions else "write"]
    )
    return (
        head.replace("start: where", "start: q0") + nodes + "  write:\n" + outcome.partition("  write:\n")[2]
    )
