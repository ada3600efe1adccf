"""In which language a person writes, from the letters and a few words that only one of them has."""

from __future__ import annotations

import re

from bot.domain.language import Lang
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
    шыкты уйде
    """.split()  # noqa: SIM905  words read better in lines
)
_RUSSIAN_WORDS = frozenset(
    """
    а без бы в вам вас вы где да для до еще если есть же за здравствуйте и из или их к как какая
    какие какой когда кто куда ли меня мне мой моя мы на надо нас нашей не нет но нужно о об он
    она они от по почему при про ребенка ребенку ребенок с сколько со сын сына так такое то у
    уже что чтобы это я
    """.split()  # noqa: SIM905  words read better in lines
)
_LATIN = re.compile(r"[a-z]")
_CYRILLIC = re.compile(r"[а-яёәғқңөұүһі]")


def guess_language(text: str) -> Lang | None:
    """Return the language of `text`; None when it holds no word to tell by."""
    words = text.lower().split()
    latin = sum(bool(_LATIN.search(word)) for word in words)
    cyrillic = sum(bool(_CYRILLIC.search(word)) for word in words)
    if not latin + cyrillic:
        return None
    if latin > cyrillic:
        return "en"
    return "kk" if _is_kazakh(text) else "ru"


def _is_kazakh(text: str) -> bool:
    """Tell Kazakh from Russian by a letter that Russian lacks, else by the small words."""
    if _KAZAKH_LETTERS & set(text.lower()):
        return True
    words = tokens(text)
    return sum(word in _KAZAKH_WORDS for word in words) > sum(word in _RUSSIAN_WORDS for word in words)
