"""What the fields of content files hold. A custom error's type is the id of the rule that it breaks."""

from __future__ import annotations

import re
from typing import Annotated, TypeAlias

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints
from pydantic_core import PydanticCustomError

from bot.domain.catalogue import Words

LABEL_LIMIT = 24
"""Characters that a button shows on a narrow phone."""


def _short(label: str) -> str:
    if len(label) > LABEL_LIMIT:
        raise PydanticCustomError("label-long", "", {"length": len(label), "limit": LABEL_LIMIT})
    return label


_PHONE = re.compile(r"\+?[0-9][0-9 ()-]{1,24}")
_WEB = re.compile(r"""https?://[^\s<>"'/?#.]+(?:\.[^\s<>"'/?#.]+)+(?:[/?#][^\s<>"]*)?""")


def web_address(url: str) -> bool:
    return _WEB.fullmatch(url) is not None


def _web(url: str) -> str:
    if not web_address(url):
        raise PydanticCustomError("link-scheme", "", {"url": url})
    return url


def _dialled(phone: str) -> str:
    if not _PHONE.fullmatch(phone):
        raise PydanticCustomError("phone-form", "", {"phone": phone})
    return phone


Text: TypeAlias = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4096)]
Label: TypeAlias = Annotated[Text, AfterValidator(_short)]
Url: TypeAlias = Annotated[Text, AfterValidator(_web)]
Phone: TypeAlias = Annotated[Text, AfterValidator(_dialled)]
Slug: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,31}$")]


class Model(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Localised(Model):
    kk: Text
    ru: Text
    en: Text

    def words(self) -> Words:
        return {"kk": self.kk, "ru": self.ru, "en": self.en}


class LocalisedLabel(Localised):
    kk: Label
    ru: Label
    en: Label


class LocalisedUrl(Localised):
    kk: Url
    ru: Url
    en: Url
