"""Every kind of message that Bot API 10.3 knows, each as small as it can be."""

from __future__ import annotations

import inspect
from datetime import datetime
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from aiogram.enums import ContentType
from aiogram.types import Message
from pydantic import BaseModel

_SMALL: dict[Any, Any] = {int: 1, str: "x", bool: True, float: 1.0, datetime: 1_700_000_000}


def kinds() -> dict[str, dict[str, Any]]:
    """Return the fields that make a message of each kind, by the kind's name."""
    Message.model_rebuild()  # its models may wait for their first use
    fields = Message.model_fields
    names = [kind.value for kind in ContentType if kind.value in fields]
    return {name: {name: _value(fields[name].annotation, ())} for name in names}


def _value(annotation: Any, seen: tuple[type, ...]) -> Any:
    """Make the smallest JSON value of a type; `seen` stops models that contain themselves."""
    if annotation in _SMALL:
        return _SMALL[annotation]
    if hasattr(annotation, "__value__"):
        return _value(annotation.__value__, seen)
    origin, choices = get_origin(annotation), get_args(annotation)
    if origin is Literal:
        return choices[0]
    if origin in (Annotated, list):
        inner = _value(choices[0], seen)
        return [inner] if origin is list else inner
    if origin is Union or choices:
        usable = [each for each in choices if each is not type(None) and each not in seen]
        plain = [each for each in usable if each in _SMALL]
        return _value((plain or usable)[0], seen)
    if inspect.isclass(annotation) and issubclass(annotation, BaseModel):
        return _model(annotation, (*seen, annotation))
    raise TypeError(f"no small value for {annotation}")


def _model(model: type[BaseModel], seen: tuple[type, ...]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    model.model_rebuild()
    for name, field in model.model_fields.items():
        key = field.alias or name
        if field.is_required():
            made[key] = _value(field.annotation, seen)
        elif isinstance(field.default, str | int) and get_origin(field.annotation) is Literal:
            made[key] = field.default
    return made
