"""Checks what a call brings against the table: nothing unknown, nothing missing, each of its kind."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.demo.refusals import Json, bad
from bot.demo.table import METHODS, OBJECTS
from bot.domain.markup import utf16_length

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.demo.kinds import Fields, Kind


@dataclass(frozen=True)
class Upload:
    """A file that came in a multipart body."""

    file_name: str
    mime_type: str
    data: bytes = field(repr=False)


_MISSING = {
    "text": "message text is empty",
    "chat_id": "chat_id is empty",
    "message_id": "message identifier is not specified",
    "file_id": "invalid file_id",
    "action": "wrong parameter action in request",
}
_TRUE, _FALSE = ("true", "True", "1", "yes"), ("false", "False", "0", "no")
_STRUCTURED = ("array", "choice", "json")


def read_params(method: str, sent: Json) -> Json:
    """Return the parameters with their types, or raise 400.

    Values are strings (query, form), JSON values, or uploads; structured ones may be JSON in a string.
    Uploads under other names are kept: `attach://name` refers to them.
    """
    known = METHODS[method]
    uploads = {name: value for name, value in sent.items() if isinstance(value, Upload) and name not in known}
    # An empty string is Telegram's way to say "not given", except where a text may be empty.
    given = {
        name: value
        for name, value in sent.items()
        if name not in uploads and not (value == "" and name in known and known[name].kind.name != "str")
    }
    read = _object(known, {name: _unfold(known, name, value) for name, value in given.items()}, "")
    return read | ({"attached": uploads} if uploads else {})


def _unfold(known: Fields, name: str, value: Any) -> Any:
    """Turn what a form can only write as a string into what it stands for."""
    if not isinstance(value, str) or name not in known:
        return value
    kind = known[name].kind
    if kind.name in _STRUCTURED or kind.name in OBJECTS:
        try:
            return json.loads(value)
        except ValueError:
            raise bad(f"can't parse {name.replace('_', ' ')} JSON object") from None
    return _SCALARS[kind.name](value) if kind.name in _SCALARS else value


def _whole(value: str) -> Any:
    return int(value) if value.lstrip("-").isdecimal() and value.isascii() else value


def _decimal(value: str) -> Any:
    try:
        return float(value)
    except ValueError:
        return value


def _truth(value: str) -> Any:
    return {**dict.fromkeys(_TRUE, True), **dict.fromkeys(_FALSE, False)}.get(value, value)


_SCALARS: dict[str, Callable[[str], Any]] = {"int": _whole, "float": _decimal, "bool": _truth, "chat": _whole}


def _object(known: Fields, value: Json, path: str) -> Json:
    """Check an object's fields; `path` names it in the refusal. A null field is an absent one."""
    present = {name: part for name, part in value.items() if part is not None}
    for name in present:
        if name not in known:
            raise bad(f'unknown parameter "{path}{name}"')
    for name, parameter in known.items():
        if parameter.required and name not in present:
            raise bad(_MISSING.get(f"{path}{name}", f'parameter "{path}{name}" is required'))
    return {name: _check(known[name].kind, part, f"{path}{name}") for name, part in present.items()}


def _check(kind: Kind, value: Any, path: str) -> Any:
    if kind.name == "json":
        return value
    if kind.name == "choice":
        return _check(_chosen(kind, value, path), value, path)
    if kind.name in OBJECTS:
        if not isinstance(value, dict):
            raise bad(f'object expected as "{path}"')
        return _object(OBJECTS[kind.name], value, f"{path}.")
    if not _TYPES[kind.name](value):
        raise bad(f'parameter "{path}" must be of type {kind.name}')
    if kind.name == "array":
        _bounded(kind, len(value), path, "items")
        return [_check(kind.parts[0], part, f"{path}[{at}]") for at, part in enumerate(value)]
    _in_range(kind, value, path)
    return value


def _chosen(kind: Kind, value: Any, path: str) -> Kind:
    """Pick the object of a choice whose required fields, and their fixed words, are there."""
    for option in kind.parts:
        needed = {name: one.kind for name, one in OBJECTS[option.name].items() if one.required}
        if isinstance(value, dict) and all(
            name in value and (not one.words or value[name] in one.words) for name, one in needed.items()
        ):
            return option
    raise bad(f'object expected as "{path}": one of {", ".join(option.name for option in kind.parts)}')


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _is_int(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


_TYPES: dict[str, Callable[[Any], bool]] = {
    "int": _is_int,
    "float": _is_number,
    "bool": lambda value: isinstance(value, bool),
    "true": lambda value: value is True,
    "str": lambda value: isinstance(value, str),
    "chat": lambda value: _is_int(value) or (isinstance(value, str) and value.startswith("@")),
    "file": lambda value: isinstance(value, str | Upload),
    "array": lambda value: isinstance(value, list),
}


def _in_range(kind: Kind, value: Any, path: str) -> None:
    if isinstance(value, str):
        if any("\ud800" <= character <= "\udfff" for character in value):
            raise bad("strings must be encoded in UTF-8")
        if kind.words and value not in kind.words:
            raise bad(_MISSING.get(path) or f'parameter "{path}" must be one of {", ".join(kind.words)}')
        _bounded(kind, utf16_length(value), path, "characters")
    elif isinstance(value, int | float):
        _bounded(kind, value, path, "")


def _bounded(kind: Kind, size: float, path: str, unit: str) -> None:
    if not kind.holds(size):
        low = "" if kind.low is None else kind.low
        high = "" if kind.high is None else kind.high
        raise bad(f'parameter "{path}" must be {low}..{high} {unit}'.rstrip())
