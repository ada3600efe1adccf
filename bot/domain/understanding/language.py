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
    lowered = text.lower()
    if not _CYRILLIC.search(lowered):
        return "en" if _LATIN.search(lowered) else None
    if len(_LATIN.findall(lowered)) > len(_CYRILLIC.findall(lowered)):
        return "en"
    if _KAZAKH_LETTERS & set(lowered):
        return "kk"
    words = tokens(text)
    kazakh = sum(word in _KAZAKH_WORDS for word in words)
    return "kk" if kazakh > sum(word in _RUSSIAN_WORDS for word in words) else "ru"
