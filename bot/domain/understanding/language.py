"""In which language a person writes, from the letters and a few words that only one of them has."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.domain.language import Lang
from bot.domain.understanding.function_words import FUNCTION_WORDS
from bot.domain.understanding.letters import cyrillic, skeleton
from bot.domain.understanding.normalise import tokens

_KAZAKH_LETTERS = frozenset("әғқңөұүһі")
_KAZAKH_WORDS = frozenset(
    """
    ау ба бала баланы баланын балага балам баламды баламнын баламның балалар балаларга бар барма
    бе беремиз бола болады болама болды бермейди беред бересиз дейди дейт деген екен емес енди
    ет жакын жасау жатыр жок жокпа жерде жазу кайда кайдан калай кандай кашан канша каерде ким
    кимге керек кажет кыз кызым кызымды куда кунде кундер ма мага маган ме мектеп мектепте
    мектептеги мектепке мен мени менин неге не нестеу нестейм неше осы отбасы отиниш ога оган пе
    рахмет салем сен сиз сизге состау сурак тегин туралы улым улымды улкен ушин хабарласу шыгу
    шыкты уйде жалгыз деп деди деймин гой калдык калдым далада кошеде тамак карным ештене ешким агай
    апай акем шешем озим озине озимди комек комектес комектесши комектесиниз комектесиниздерши отинем
    корыкам коркам салеметсиз ракмет айтшы айтынызшы
    """.split()  # noqa: SIM905  words read better in lines
)
_RUSSIAN_WORDS = frozenset(
    """
    а без бы в вам вас вы где да для до еще если есть же за здравствуйте и из или их к как какая
    какие какой когда кто куда ли меня мне мой моя мы на надо нас нашей не нет но нужно о об он
    она они от по почему при про ребенка ребенку ребенок с сколько со сын сына так такое то у
    уже что чтобы это я дома домой детей дети себя там один одна одни хочу боюсь некуда никому отец
    брат сестра папу маму ребенком моего мою помогите помоги спасите спасибо пожалуйста режу страшно
    питание опека лагерь кружки насилие подскажите
    """.split()  # noqa: SIM905  words read better in lines
)
_KAZAKH_ENDING = re.compile(
    r".{2}(?:[аей]д[ыи]|[дт][ыи]м|пт[ыи]|[гк][ыи]м|[гк][ыи]с[ыи]|[ыи]п|м[ыи]н|м[ыи]з|п[ыи]з|[мн]д[ыи]|пен)$"
)
_RUSSIAN_LETTERS = frozenset("вфцчщъьэёюя")
"""Kazakh has them in loanwords and a few words of its own."""
_RUSSIAN_ENDING = re.compile(r".(?:[ауеж]ет|ут|[тл]ся|ый|ое|ые|ого|ому|ила|или|ой)$")

_ENGLISH_LOOK = re.compile(r"th|ck|wh|ee|oo|ea|ou|ght|tion|ing$|ed$|ly$|ore$|ies$|ll|ss|[^aeiouy]e$")
"""What English is spelled with, and Kazakh and Russian in Latin letters seldom are."""

_SHARED = frozenset(("суицид", "sos"))
"""Words of every language here: a cry of one of them is answered in the person's own."""

_ENOUGH = 1_000
"""Characters of a text by which its language is told."""

_KAZAKH_LATIN = frozenset("ğǵñńşýūäöüáóúı")
"""Letters of the Latin alphabets of Kazakh."""

_SMALL: Mapping[Lang, frozenset[str]] = {
    "kk": frozenset(map(skeleton, _KAZAKH_WORDS | FUNCTION_WORDS["kk"])),
    "ru": frozenset(map(skeleton, _RUSSIAN_WORDS | FUNCTION_WORDS["ru"])),
}

_RUSSIAN_SENTENCE = -2
"""By so many more Russian small words a sentence with Kazakh names in it is Russian."""

_LATIN = re.compile(r"[a-z]")
_CYRILLIC = re.compile(r"[а-яёәғқңөұүһі]")


def guess_language(text: str) -> Lang | None:
    """Return the language of `text`; None when it holds no word to tell by."""
    words = [word for word in text[:_ENOUGH].lower().split() if "".join(tokens(word)) not in _SHARED]
    latin = sum(bool(_LATIN.search(word)) for word in words)
    cyrillic = sum(bool(_CYRILLIC.search(word)) for word in words)
    if not latin + cyrillic:
        return None
    if latin > cyrillic:
        return _in_latin(tokens(text[:_ENOUGH]))
    kazakh = sum(bool(_KAZAKH_LETTERS & set(word)) for word in words)
    if kazakh and not (kazakh * 3 <= cyrillic and _small(words) <= _RUSSIAN_SENTENCE):
        return "kk"
    return _by_words(words)


def _in_latin(words: Sequence[str]) -> Lang:
    """Tell English from Kazakh and Russian in Latin letters: by small words, else by how the words look."""
    if _KAZAKH_LATIN & set("".join(words)):
        return "kk"
    spelled = [skeleton(word) for word in words]
    small: dict[Lang, int] = {
        "en": sum(word in FUNCTION_WORDS["en"] for word in words),
        "kk": sum(word in _SMALL["kk"] for word in spelled),
        "ru": sum(word in _SMALL["ru"] for word in spelled),
    }
    english = small["en"] + sum(bool(_ENGLISH_LOOK.search(word)) for word in words)
    if english > max(small["kk"], small["ru"]):
        return "en"
    leaning = small["kk"] - small["ru"] or sum(_looks(cyrillic(word)) for word in words)
    if not leaning:
        return "kk" if small["kk"] else "en"
    return "kk" if leaning > 0 else "ru"


def _by_words(words: Sequence[str]) -> Lang | None:
    """Tell Kazakh without its letters from Russian by the small words, else by how the words look."""
    leaning = _small(words) or sum(map(_looks, words))
    if not leaning:
        return None
    return "kk" if leaning > 0 else "ru"


def _small(words: Sequence[str]) -> int:
    """Return how many more small words are Kazakh than Russian."""
    folded = [token for word in words for token in tokens(word)]
    return sum((word in _KAZAKH_WORDS) - (word in _RUSSIAN_WORDS) for word in folded)


def _looks(word: str) -> int:
    """Return 1 for a word that looks Kazakh, -1 for one that looks Russian, else 0."""
    bare = "".join(tokens(word))
    russian = _RUSSIAN_LETTERS & set(word) or _RUSSIAN_ENDING.search(bare)
    return bool(_KAZAKH_ENDING.search(bare)) - bool(russian)
