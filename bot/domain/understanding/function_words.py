"""Words that say nothing about the topic: question words, pronouns, politeness, small talk.

Folded as `normalise.fold` folds. Whatever names a thing that a topic could be about stays out.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.language import Lang

_KAZAKH = """
    а айтайын айтам айтсам айту айтып ал алса алсак алсам алу алып ау ба бар бари барлык барма баска бе
    бен береди берем бермей беру берши биз бизге бизден бир бола болады боладыма болама болса болсам
    калын болу болып бугин бул бурын гой да де деген дегенди дегенимиз деймиз деп егер еди екен еки енди ертен
    ет етеди етип еткен еттим жатыр жок жокпа жур журген журеди истей истейм истеймин истесем истеу
    истеуим каерде казир кайда кайдан кайта кайтемиз кала калай калса кандай канша кашан кел келеди
    келип керек керекпе кете кетеди кеше ким кимге кимдер киммен кимнен кой койды колай куни курметти ма
    мага маган ме мен мени менин не неге нени нестейм нестеу неше нешеде оган оз ози озим ол оны онын
    осы отинемин отыр па пе пен рахмет саган салем сен сенин сиз сизге сизди сол сон сонда сондай соны
    та тап те тиис тур туралы уш ушин ши шы шыгады шыкты
"""

_RUSSIAN = """
    а без болше будет будут бы был была были было быт в вам вас ваш вес вообще вот все всем всех
    вчера вы где да даже дай делает делат для до его ее ей если ест еще же за завтра зачем
    здравствуйте и из или им их к как какая какие каким какое какой какую кем когда кого кому кто куда
    ли лучше меня мне много могу моего моему может можно мой мою моя мы на над надо нам нас наш наша
    нашей не него нее нет ни нибуд них но нормално ну нужен нужна нужно нужны о об один он она они от
    очен по под подскажите пожалуйста после почему при привет про просто расскажи реално с сам
    сама сами самому свой себя сегодня сейчас скажите сколко со так такая также такие такое такой там
    твой тебя тепер то тогда того тоже той толко тот туда тут ты у уже хотел хотим хочу че чего чем чи
    что чтоб чтобы эта эти это этого этой этому этот я
"""

_ENGLISH = """
    a about after all also am an and any are as at be been before being but by can could did do does
    doing don dont for from get gets give giving go goes going got had has have having he hello help her
    here hey hi high him his how i id if ill im in into is it its ive just last let like long many me
    mine more most much must my need needs new no nobody not now of off ok on one only or our out over
    please pls put re really s say should so some somebody someone something t tell thank thanks that
    the their them then there theres these they thing this those to today tomorrow too up us very want
    wants was way we well were what whats when where which while who whom why will wish with without won
    would yes yet you your
"""

FUNCTION_WORDS: Mapping[Lang, frozenset[str]] = {
    "kk": frozenset(_KAZAKH.split()),
    "ru": frozenset(_RUSSIAN.split()),
    "en": frozenset(_ENGLISH.split()),
}
