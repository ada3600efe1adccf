"""Documents held against their shapes; every violation is a finding with its line."""

from __future__ import annotations

from typing import TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.storage.content.fields import Model
from bot.storage.content.findings import RULES, Findings
from bot.storage.content.source import Document

M = TypeVar("M", bound=Model)


def validate(model: type[M], document: Document, found: Findings) -> M | None:
    """Return the document as `model`, or None with every violation in `found`."""
    try:
        return model.model_validate(document.value)
    except ValidationError as error:
        for violation in error.errors(include_url=False, include_input=False):
            _report(violation, document, found)
        return None


def _report(violation: ErrorDetails, document: Document, found: Findings) -> None:
    place = tuple(part for part in violation["loc"] if part != "[key]")
    line = document.line(*place)
    field = ".".join(str(part) for part in place) or "the file"
    kind = violation["type"]
    if kind == "missing":
        found.add("field-missing", document.path, line, field=field)
    elif kind == "extra_forbidden":
        found.add("field-unknown", document.path, line, field=field)
    elif kind in RULES:
        found.add(kind, document.path, line, field=field, **violation.get("ctx", {}))
    else:
        found.add("field-value", document.path, line, field=field, problem=violation["msg"])
