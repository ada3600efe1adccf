"""The chat page: a parent, the operators' group and an admin side by side, in a browser on this machine."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import html
import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path
from string import Template
from typing import TypeVar
from urllib.parse import quote

from aiohttp import web

from bot.demo.chats import PRESENT, Chat, User
from bot.demo.refusals import Json, Refused
from bot.demo.world import World
from bot.domain.clock import KAZAKHSTAN
from bot.domain.language import DEFAULT, LANGUAGES, Lang, of_client
from bot.domain.markup import CAPTION_LIMIT, cut, split
from bot.domain.texts import Texts

LARGEST_FILE = 50 * 1024 * 1024
HEARTBEAT_SECONDS = 15.0
"""A quiet stream says that it is alive at this pace, and so notices a browser that left."""

_LARGEST_BODY = LARGEST_FILE * 4 // 3 + 64 * 1024
_STATIC = Path(__file__).with_name("static")
_KINDS = ("photo", "voice", "audio", "video", "document")
_SHOWN_IN_PLACE = re.compile(r"image/(jpeg|png|gif|webp)|audio/[\w.+-]+|video/(mp4|webm)")
_THIS_MACHINE = re.compile(r"(127\.0\.0\.1|localhost|\[::1\])(:\d+)?")
_ACCEPTED = re.compile(r"([A-Za-z]+)(?:-[\w-]+)?(?:\s*;\s*q=(\d(?:\.\d+)?))?")
_PLAIN_EVENTS = ("message", "edit", "delete", "callback_answer", "action")
_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-cache",
}

_Value = TypeVar("_Value", str, int)
_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class DemoPeople:
    """Whose phones stand on the page, by Telegram id; the bot is the world's.

    `operators` is the group's chat id and `operator` writes in it. Everyone else in the world who is
    not in that group is a parent too.
    """

    parent: int
    operators: int
    operator: int
    admin: int


def routes(
    world: World, people: DemoPeople, texts: Texts, *, heartbeat: float = HEARTBEAT_SECONDS
) -> list[web.AbstractRouteDef]:
    """Return the page and what it asks for. Each refuses a Host that is not this machine (403).

    What changes the world takes JSON from the page itself only: 403 for another Origin, 415 for another
    type, 400 for a wrong body, 404 for a chat that no phone shows, 409 for what the person cannot do.
    """
    page = _Page(world, people, texts, heartbeat)
    return [
        web.get("/", _guarded(page.show)),
        web.get("/demo/static/{name}", _guarded(_static)),
        web.get("/demo/state", _guarded(page.state)),
        web.get("/demo/events", _guarded(page.events)),
        web.get("/demo/file/{file_id}", _guarded(page.file)),
        web.post("/demo/send", _guarded(_asked(page.send))),
        web.post("/demo/upload", _guarded(_asked(page.upload))),
        web.post("/demo/press", _guarded(_asked(page.press))),
        web.post("/demo/person", _guarded(_asked(page.person))),
    ]


class _PageTemplate(Template):
    """Text ids in `${page-…}`."""

    idpattern = r"[a-z][a-z-]*"


class _Page:
    def __init__(self, world: World, people: DemoPeople, texts: Texts, heartbeat: float) -> None:
        self._world = world
        self._people = people
        self._texts = texts
        self._heartbeat = heartbeat

    # -- what is seen

    async def show(self, request: web.Request) -> web.Response:
        lang = _language(request)
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
        return web.json_response(self._face(room) | {"messages": self._world.messages(room)})

    async def events(self, request: web.Request) -> web.StreamResponse:
        """Stream the whole world as it stands and then each change (server-sent events)."""
        answer = web.StreamResponse(headers=_HEADERS | {"Content-Type": "text/event-stream"})
        news: asyncio.Queue[Json] = asyncio.Queue()
        end = self._world.subscribe(news.put_nowait)
        try:
            # No await between the subscription and the snapshot: nothing is missed and nothing comes twice.
            rooms = [self._face(room) | {"messages": self._world.messages(room)} for room in self._rooms()]
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
                for shown in self._as_shown(event):
                    yield _event(shown)

    def _as_shown(self, event: Json) -> Iterator[Json]:
        concerned = [room for room in self._rooms() if event["chat_id"] in (None, room.id)]
        if event["type"] in _PLAIN_EVENTS and concerned:
            yield event
        elif event["type"] in ("chat", "profile"):
            for room in concerned:
                yield {"type": "room", "room": self._face(room)}

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
        room, text = self._room(asked.get("chat")), _field(asked, "text", str).strip()
        if not text:
            raise web.HTTPBadRequest(text="text is empty")
        return {"messages": self._write(room, text, _reply_to(asked, room))}

    def _write(self, room: Chat, text: str, reply_to: int | None) -> list[int]:
        person, parts = self._person(room), [part for part in split(text) if part.strip()]
        with _world_refuses():
            sent = [self._world.send_text(person, room, part, reply_to=reply_to) for part in parts]
        return [message["message_id"] for message in sent]

    async def upload(self, asked: Json) -> Json:
        """Send a file of one of `_KINDS`, its bytes in base64; what does not fit a caption follows it."""
        room, kind = self._room(asked.get("chat")), _field(asked, "kind", str)
        data = _bytes_of(_field(asked, "data", str))
        if kind not in _KINDS or not data:
            raise web.HTTPBadRequest(text="kind is unknown or data is empty")
        caption, rest = cut(_field(asked, "caption", str, "").strip(), CAPTION_LIMIT)
        with _world_refuses():
            message = self._world.send_file(
                self._person(room),
                room,
                kind,
                data,
                file_name=_field(asked, "name", str, "") or None,
                mime_type=_field(asked, "mime", str, "") or None,
                caption=caption or None,
                reply_to=_reply_to(asked, room),
            )
        return {"messages": [message["message_id"], *self._write(room, rest, None)]}

    async def press(self, asked: Json) -> Json:
        room = self._room(asked.get("chat"))
        message_id, data = _field(asked, "message", int), _field(asked, "data", str)
        return {"query": self._world.press(self._person(room), room, message_id, data)}

    async def person(self, asked: Json) -> Json:
        """Add another parent, who speaks `lang`; return the new chat's face."""
        lang: Lang = next((each for each in LANGUAGES if each == asked.get("lang")), DEFAULT)
        names = self._texts.label(lang, "page-parent-names").split(", ")
        taken = {user.first_name for user in self._world.users.values()}
        numbered = (f"{names[0]} {number}" for number in count(2))
        name = next(name for name in chain(names, numbered) if name not in taken)
        return {"room": self._face(self._world.chat(self._world.add_user(name, lang)))}

    # -- whose phone

    def _rooms(self) -> list[Chat]:
        everyone = self._world.chats.values()
        parents = [room for room in everyone if self._role(room) == "parent"]
        return [*parents, self._world.chat(self._people.operators), self._world.chat(self._people.admin)]

    def _role(self, room: Chat) -> str | None:
        named = {self._people.operators: "operators", self._people.admin: "admin"}
        operators = self._world.chat(self._people.operators).statuses
        is_parent = room.private and operators.get(room.id) not in PRESENT
        return named.get(room.id, "parent" if is_parent else None)

    def _room(self, chat_id: object) -> Chat:
        room = next((room for room in self._rooms() if str(room.id) == str(chat_id)), None)
        if room is None:
            raise web.HTTPNotFound(text="no phone shows this chat")
        return room

    def _person(self, room: Chat) -> User:
        return self._world.user(room.id if room.private else self._people.operator)

    def _face(self, room: Chat) -> Json:
        """Return a chat as a phone shows it, without its messages."""
        person, profile = self._person(room), self._world.profile
        spoken = person.language_code or ""
        everyone = {self._world.bot.id: self._world.bot, **self._world.users}
        members = [everyone[user_id].first_name for user_id in room.statuses if room.has(user_id)]
        return {
            "id": room.id,
            "role": self._role(room),
            "person": person.first_name,
            "me": person.id,
            "lang": of_client(person.language_code),
            "title": profile.text("name", spoken) if room.private else room.title,
            "members": members,
            "about": profile.text("description", spoken),
            "commands": self._world.commands_for(person, room),
        }


# -- over HTTP


def _guarded(handler: _Handler) -> _Handler:
    async def guarded(request: web.Request) -> web.StreamResponse:
        # Another site's name may resolve to this machine (DNS rebinding).
        if not _THIS_MACHINE.fullmatch(request.host):
            raise web.HTTPForbidden(text="this page answers on this machine only")
        answer = await handler(request)
        if not answer.prepared:
            for name, value in _HEADERS.items():
                answer.headers.setdefault(name, value)
        return answer

    return guarded


def _asked(deed: Callable[[Json], Awaitable[Json]]) -> _Handler:
    """Take a JSON object from the page itself and answer with one."""

    async def handler(request: web.Request) -> web.StreamResponse:
        if request.headers.get("Origin") != f"http://{request.host}":
            raise web.HTTPForbidden(text="only the page itself may ask for this")
        if request.content_type != "application/json":
            raise web.HTTPUnsupportedMediaType(text="send JSON")
        return web.json_response(await deed(_object(await _body(request))))

    return handler


async def _body(request: web.Request) -> bytes:
    """Read past aiohttp's own limit, which is the web server's and meant for small requests."""
    body = bytearray()
    async for piece in request.content.iter_any():
        body += piece
        if len(body) > _LARGEST_BODY:
            raise web.HTTPRequestEntityTooLarge(max_size=_LARGEST_BODY, actual_size=len(body))
    return bytes(body)


def _object(body: bytes) -> Json:
    try:
        read = json.loads(body)
    except ValueError:
        read = None
    if not isinstance(read, dict):
        raise web.HTTPBadRequest(text="not a JSON object")
    return read


def _field(asked: Json, name: str, kind: type[_Value], default: _Value | None = None) -> _Value:
    value = asked.get(name, default)
    if not isinstance(value, kind):
        raise web.HTTPBadRequest(text=f"{name} must be {kind.__name__}")
    return value


def _reply_to(asked: Json, room: Chat) -> int | None:
    if asked.get("reply_to") is None:
        return None
    message_id = _field(asked, "reply_to", int)
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
