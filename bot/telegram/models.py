"""aiogram's models, each built when first used: its own import builds all, for seconds and 100 MB.

`aiogram/types/__init__.py` calls `model_rebuild` on each of its 300 types with the names that their
annotations mean (aiogram issues 1513, 1876, 1891). Here that waits until pydantic needs a type; only
`Update`, which holds most others, is built at once.
An aiogram that this was not tried with is imported as usual.
"""

from __future__ import annotations

import sys
from importlib.metadata import version
from typing import Any

from pydantic import BaseModel

TRIED = ("3.31.0",)
_REBUILD = "model_rebuild"


def import_aiogram(tried: tuple[str, ...] = TRIED) -> bool:
    """Import aiogram; say whether its models wait. They do not when somebody imported it before."""
    if "aiogram" in sys.modules or version("aiogram") not in tried:
        return False
    builds = BaseModel.__dict__[_REBUILD]
    setattr(BaseModel, _REBUILD, classmethod(_wait))
    try:
        import aiogram  # noqa: PLC0415  (only now, while nothing is built)
        from aiogram.client.default import Default  # noqa: PLC0415
    finally:
        setattr(BaseModel, _REBUILD, builds)
    names = {**vars(aiogram.types), "Default": Default}

    def build(model: Any, /, **how: Any) -> bool | None:
        how.setdefault("_types_namespace", names)
        done: bool | None = builds.__func__(model, **how)
        return done

    for base in (aiogram.types.TelegramObject, aiogram.methods.TelegramMethod, aiogram.methods.Response):
        setattr(base, _REBUILD, classmethod(build))
    aiogram.types.Update.model_rebuild(force=True)
    return True


def _wait(_model: Any, /, **_how: Any) -> None:
    """Stand in for `model_rebuild` while aiogram is imported."""
