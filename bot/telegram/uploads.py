"""Content files that admins send: fetched before the turn, so that no handler calls Telegram."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection
from typing import Any, TypeAlias

from bot.domain.updates import Raw
from bot.errors import ApiError
from bot.services.content.editing import Upload
from bot.storage.content.edits import ENDINGS
from bot.storage.content.source import SIZE_LIMIT

Download: TypeAlias = Callable[..., Awaitable[bytes | None]]

_SECONDS = 9.0
"""For each of the two calls: together less than a turn may take."""

_BAD_REQUEST = 400


class Uploads:
    """Brings the document of an update that may be a content file."""

    def __init__(self, download: Download, admins: Collection[int]) -> None:
        self._download = download
        self._admins = admins

    async def of(self, update: Raw) -> Upload | None:
        """Return the content file that an admin sends with an update, None when there is none.

        Raises what `BotApi.download` raises, but for a file that Telegram will never hand over.
        """
        message: Any = update.get("message") or {}
        document: Any = message.get("document") or {}
        name = str(document.get("file_name", ""))
        if (message.get("chat") or {}).get("id") not in self._admins or not name.endswith(ENDINGS):
            return None
        caption, album = str(message.get("caption", "")), "album" in message
        if album or document.get("file_size", 0) > SIZE_LIMIT:
            return Upload(name, caption, None, "album" if album else "large")
        try:
            content = await self._download(document["file_id"], SIZE_LIMIT, seconds=_SECONDS)
        except ApiError as error:
            if error.code != _BAD_REQUEST:
                raise
            return Upload(name, caption, None, "lost")
        return Upload(name, caption, content, "large" if content is None else "")
