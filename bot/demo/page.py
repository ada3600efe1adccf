"""The chat page: a parent, the operators' group and an admin side by side, in a browser on this machine."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import html
import json
import re
from collections.abc import AsyncIterator, Iterator
from itertools import chain, count
from pathlib import Path
from string import Template
from urllib.parse import quote

from aiohttp import web

from bot.demo.chats import Chat
from bot.demo.door import HEADERS, asked_by_page, field, guarded
from bot.demo.phones import DemoPeople, Phones
from bot.demo.refusals import Json, Refused
from bot.demo.world import World
from bot.domain.clock import KAZAKHSTAN
from bot.domain.language import DEFAULT, LANGUAGES, Lang
from bot.domain.markup import CAPTION_LIMIT, cut, split
from bot.domain.texts import Texts

__all__ = ["DemoPeople", "routes"]

HEARTBEAT_SECONDS = 15.0
"""A quiet stream says that it is alive at this pace, and so notices a browser that left."""

_STATIC = Path(__file__).with_name("static")
_KINDS = ("photo", "voice", "audio", "video", "document")
_SHOWN_IN_PLACE = re.compile(r"image/(jpeg|png|gif|webp)|audio/[\w.+-]+|video/(mp4|webm)")
_ACCEPTED = re.compile(r"([A-Za-z]+)(?:-[\w-]+)?(?:\s*;\s*q=(\d(?:\.\d+)?))?")


def routes(
    world: World, people: DemoPeople, texts: Texts, *, heartbeat: float = HEARTBEAT_SECONDS
) -> list[web.AbstractRouteDef]:
    """Return the page and what it asks for. Each refuses a Host that is not this machine (403).

    What changes the world takes JSON from the page itself only: 403 for another Origin, 415 for another
    type, 400 for a wrong body, 404 for a chat that no phone shows, 409 for what the person cannot do.
    """
    page = _Page(world, people, texts, heartbeat)
    return [
        web.get("/", guarded(page.show)),
        web.get("/demo/static/{name}", guarded(_static)),
        web.get("/demo/state", guarded(page.state)),
        web.get("/demo/events", guarded(page.events)),
        web.get("/demo/file/{file_id}", guarded(page.file)),
        web.post("/demo/send", guarded(asked_by_page(page.send))),
        web.post("/demo/upload", guarded(asked_by_page(page.upload))),
        web.post("/demo/press", guarded(asked_by_page(page.press))),
        web.post("/demo/person", guarded(asked_by_page(page.person))),
    ]


class _PageTemplate(Template):
    """Text ids in `${page-…}`."""

    idpattern = r"[a-z][a-z-]*"


class _Page:
    def __init__(self, world: World, people: DemoPeople, texts: Texts, heartbeat: float) -> None:
        self._world = world
        self._phones = Phones(world, people)
        self._texts = texts
        self._heartbeat = heartbeat

    def _room(self, chat_id: object) -> Chat:
        room = self._phones.find(chat_id)
        if room is None:
            raise web.HTTPNotFound(text="no phone shows this chat")
        return room

    # -- what is seen

    async def show(self, request: web.Request) -> web.Response:
        lang = _language(request)
        self._phones.speak(lang, self._texts.label(lang, "demo-people").split(", "))
        template = _PageTemplate((_STATIC / "chat.html").read_text("utf-8"))
        values = {name: self._word(lang, name) for name in template.get_identifiers()}
        return web.Response(text=template.substitute(values), content_type="text/html", charset="utf-8")

    def _word(self, lang: Lang, name: str) -> str:
        if name.startswith("page-"):
            return html.escape(self._texts.label(lang, name))
        offset = self._world.clock.now().astimezone(KAZAKHSTAN).utcoffset()
        assert offset is not None
        others = {f"current-{each}": str(each == lang).lower() for each in LANGUAGES}
        return {"lang": lang, "utc-offset": f"{offset.total_seconds():.0f}", **others}[name]

    async def state(self, request: web.Request) -> web.Response:
        room = self._room(request.query.get("chat", ""))
        return web.json_response(self._phones.snapshot(room))

    async def events(self, request: web.Request) -> web.StreamResponse:
        """Stream the whole world as it stands and then each change (server-sent events)."""
        answer = web.StreamResponse(headers=HEADERS | {"Content-Type": "text/event-stream"})
        news: asyncio.Queue[Json] = asyncio.Queue()
        end = self._world.subscribe(news.put_nowait)
        try:
            # No await between the subscription and the snapshot: nothing is missed and nothing comes twice.
            rooms = [self._phones.snapshot(room) for room in self._phones.rooms()]
            with contextlib.suppress(ConnectionError):
                await answer.prepare(request)
                await answer.write(_event({"type": "world", "rooms": rooms}))
                async for piece in self._pieces(news):
                    await answer.write(piece)
        finally:
            end()
        return answer

    async def _pieces(self, news: asyncio.Queue[Json]) -> AsyncIterator[bytes]:
        while True:
            try:
                event = await asyncio.wait_for(news.get(), self._heartbeat)
            except TimeoutError:
                yield b": still here\n\n"
            else:
                for shown in self._phones.as_shown(event):
                    yield _event(shown)

    async def file(self, request: web.Request) -> web.Response:
        try:
            stored = self._world.files[request.match_info["file_id"]]
        except Refused:
            raise web.HTTPNotFound from None
        if _SHOWN_IN_PLACE.fullmatch(stored.mime_type):
            return web.Response(body=stored.data, content_type=stored.mime_type)
        name = quote(stored.file_name or stored.path.rsplit("/", 1)[-1])
        headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
        return web.Response(body=stored.data, content_type="application/octet-stream", headers=headers)

    # -- what people do

    async def send(self, asked: Json) -> Json:
        """Write a text; a long one goes in parts, as Telegram's own clients send it."""
        room, text = self._room(asked.get("chat")), field(asked, "text", str).strip()
        if not text:
            raise web.HTTPBadRequest(text="text is empty")
        return {"messages": self._write(room, text, _reply_to(asked, room))}

    def _write(self, room: Chat, text: str, reply_to: int | None) -> list[int]:
        person, parts = self._phones.person(room), [part for part in split(text) if part.strip()]
        with _world_refuses():
            sent = [self._world.send_text(person, room, part, reply_to=reply_to) for part in parts]
        return [message["message_id"] for message in sent]

    async def upload(self, asked: Json) -> Json:
        """Send a file of one of `_KINDS`, its bytes in base64; what does not fit a caption follows it."""
        room, kind = self._room(asked.get("chat")), field(asked, "kind", str)
        data = _bytes_of(field(asked, "data", str))
        if kind not in _KINDS or not data:
            raise web.HTTPBadRequest(text="kind is unknown or data is empty")
        caption, rest = cut(field(asked, "caption", str, "").strip(), CAPTION_LIMIT)
        with _world_refuses():
            message = self._world.send_file(
                self._phones.person(room),
                room,
                kind,
                data,
                file_name=field(asked, "name", str, "") or None,
                mime_type=field(asked, "mime", str, "") or None,
                caption=caption or None,
                reply_to=_reply_to(asked, room),
            )
        return {"messages": [message["message_id"], *self._write(room, rest, None)]}

    async def press(self, asked: Json) -> Json:
        room = self._room(asked.get("chat"))
        message_id, data = field(asked, "message", int), field(asked, "data", str)
        return {"query": self._world.press(self._phones.person(room), room, message_id, data)}

    async def person(self, asked: Json) -> Json:
        """Add another parent, who speaks `lang`; return the new chat's face."""
        lang: Lang = next((each for each in LANGUAGES if each == asked.get("lang")), DEFAULT)
        names = self._texts.label(lang, "page-parent-names").split(", ")
        taken = {user.first_name for user in self._world.users.values()}
        numbered = (f"{names[0]} {number}" for number in count(2))
        name = next(name for name in chain(names, numbered) if name not in taken)
        return {"room": self._phones.face(self._world.chat(self._world.add_user(name, lang)))}


def _reply_to(asked: Json, room: Chat) -> int | None:
    if asked.get("reply_to") is None:
        return None
    message_id = field(asked, "reply_to", int)
    if message_id in room.messages:
        return message_id
    raise web.HTTPConflict(text="the message to reply to is gone")


def _bytes_of(written: str) -> bytes:
    try:
        return base64.b64decode(written, validate=True)
    except ValueError:
        raise web.HTTPBadRequest(text="data is not base64") from None


@contextlib.contextmanager
def _world_refuses() -> Iterator[None]:
    try:
        yield
    except ValueError as error:
        raise web.HTTPConflict(text=str(error)) from error


def _event(event: Json) -> bytes:
    return f"data: {json.dumps(event, ensure_ascii=False)}\n\n".encode()


def _language(request: web.Request) -> Lang:
    """Return the language asked for in the address, else the browser's first that we speak."""
    accepted = _ACCEPTED.findall(request.headers.get("Accept-Language", ""))
    by_wish = sorted(accepted, key=lambda part: -float(part[1] or 1))
    tags = [request.query.get("lang", ""), *(tag for tag, _ in by_wish)]
    return next((lang for tag in tags for lang in LANGUAGES if lang == tag.lower()), DEFAULT)


async def _static(request: web.Request) -> web.StreamResponse:
    path = _STATIC / request.match_info["name"]
    if path.parent != _STATIC or path.suffix not in (".css", ".js", ".svg"):
        raise web.HTTPNotFound
    return web.FileResponse(path)
