"""The chat page does over HTTP what people do in Telegram, for its own browser only."""

import base64
import io
import json
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from fluent.runtime import FluentBundle, FluentResource

from bot.demo import door, page
from bot.demo.chats import Chat, User
from bot.demo.page import DemoPeople
from bot.demo.world import World
from bot.domain.language import LANGUAGES
from bot.domain.texts import Texts
from bot.web.server import serve

Json = dict[str, Any]

TEXTS = Path(__file__).parents[3] / "content" / "texts"
STATIC = Path(page.__file__).with_name("static")
PNG = b"\x89PNG\r\n\x1a\n-picture"


class Browser:
    """The page's own requests."""

    def __init__(self, session: aiohttp.ClientSession, port: int) -> None:
        self.session = session
        self.address = f"http://127.0.0.1:{port}"

    async def get(self, path: str, **headers: str) -> tuple[aiohttp.ClientResponse, str]:
        async with self.session.get(self.address + path, headers=headers) as answer:
            return answer, (await answer.read()).decode("utf-8", "replace")

    async def post(self, deed: str, asked: Any, **headers: str) -> tuple[int, str]:
        body = asked if isinstance(asked, bytes) else json.dumps(asked).encode()
        usual = {"Origin": self.address, "Content-Type": "application/json"}
        url = f"{self.address}/demo/{deed}"
        async with self.session.post(url, data=io.BytesIO(body), headers=usual | headers) as answer:
            return answer.status, await answer.text()

    async def did(self, deed: str, **asked: Any) -> Json:
        status, text = await self.post(deed, asked)
        assert status == 200, text
        answer: Json = json.loads(text)
        return answer

    async def refused(self, deed: str, **asked: Any) -> int:
        return (await self.post(deed, asked))[0]

    async def events(self) -> AsyncIterator[Json | None]:
        """Yield events as they come; None is a heartbeat."""
        async with self.session.get(f"{self.address}/demo/events") as stream:
            async for line in stream.content:
                if line.startswith(b"data: "):
                    yield json.loads(line.removeprefix(b"data: "))
                elif line.startswith(b":"):
                    yield None


@pytest.fixture
def admin(world: World) -> User:
    return world.add_user("Сәуле", "kk")


@pytest.fixture
def people(parent: User, operator: User, group: Chat, admin: User) -> DemoPeople:
    return DemoPeople(parent.id, group.id, operator.id, admin.id)


@pytest.fixture(scope="module")
def texts() -> Texts:
    bundles = {}
    for lang in LANGUAGES:
        bundles[lang] = FluentBundle([lang], use_isolating=False)
        bundles[lang].add_resource(FluentResource((TEXTS / f"{lang}.ftl").read_text("utf-8")))
    return Texts(bundles)


@pytest.fixture
async def browser(world: World, people: DemoPeople, texts: Texts) -> AsyncIterator[Browser]:
    async with (
        aiohttp.ClientSession() as session,
        serve("127.0.0.1", 0, page.routes(world, people, texts, heartbeat=0.05)) as port,
    ):
        yield Browser(session, port)


# -- the page itself


@pytest.mark.parametrize(
    ("path", "accepted", "lang"),
    [
        ("/?lang=ru", "en", "ru"),
        ("/?lang=de", "en-GB,en;q=0.9", "en"),
        ("/", "de, ru-RU;q=0.7, en;q=0.8", "en"),
        ("/", "de;q=high, fr", "kk"),
        ("/", "", "kk"),
    ],
)
async def test_the_page_comes_in_the_language_asked_for_or_the_browsers(
    browser: Browser, path: str, accepted: str, lang: str
) -> None:
    answer, text = await browser.get(path, **{"Accept-Language": accepted})

    assert f'<html lang="{lang}" data-utc-offset="18000">' in text
    assert answer.content_type == "text/html"
    assert "${" not in text


async def test_who_has_not_written_yet_has_telegram_in_the_language_of_the_page(
    browser: Browser, world: World, people: DemoPeople
) -> None:
    await browser.get("/?lang=en")

    told = {user.id: (user.first_name, user.language_code) for user in world.users.values()}
    assert told == {
        people.parent: ("Айгүл", "kk"),  # has written
        people.operator: ("Yerlan", "en"),
        people.admin: ("Dinara", "en"),
    }
    assert world.chat(people.admin).title == "Dinara"


async def test_an_open_page_hears_of_the_language_that_another_page_brings(browser: Browser) -> None:
    stream = browser.events()
    await _next(stream)
    await browser.get("/?lang=ru")
    faces = [(await _next(stream))["room"] for _ in range(3)]

    assert {face["role"]: face["person"] for face in faces} == {
        "parent": "Айгүл",
        "operators": "Ерлан",
        "admin": "Динара",
    }


async def test_the_page_forbids_scripts_and_frames_of_others(browser: Browser) -> None:
    answer, text = await browser.get("/")

    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert not re.search(r"<style|\bstyle=|\bon\w+=|<script(?![^>]*\bsrc=\"/)|https?://", text)


async def test_every_text_of_the_page_is_used_by_it(texts: Texts) -> None:
    written = {line.split(" =")[0] for line in (TEXTS / "kk.ftl").read_text("utf-8").splitlines()}
    used = set(re.findall(r"\$\{(page-[a-z-]+)\}", (STATIC / "chat.html").read_text("utf-8")))

    assert {text_id for text_id in written if text_id.startswith("page-")} == used | {"page-parent-names"}


@pytest.mark.parametrize("name", sorted(path.name for path in STATIC.iterdir() if path.suffix != ".html"))
async def test_what_the_page_is_made_of_is_served(browser: Browser, name: str) -> None:
    answer, _ = await browser.get(f"/demo/static/{name}")

    assert answer.status == 200
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("name", ["chat.html", "none.js", "..%2Fpage.py", "..%2F..%2Fx.js"])
async def test_nothing_else_is_served(browser: Browser, name: str) -> None:
    answer, _ = await browser.get(f"/demo/static/{name}")

    assert answer.status == 404


# -- what is seen


async def test_the_state_of_a_chat_is_its_face_and_its_messages(
    browser: Browser, world: World, parent: User
) -> None:
    world.profile.set_text("description", "Сұраңыз", "kk")
    world.profile.commands[(("all_private_chats", 0, 0), "kk")] = [
        {"command": "start", "description": "Бастау"}
    ]
    _, text = await browser.get(f"/demo/state?chat={parent.id}")

    state = json.loads(text)
    assert [message["text"] for message in state["messages"]] == ["/start"]
    assert (state["role"], state["person"], state["lang"], state["me"]) == (
        "parent",
        "Айгүл",
        "kk",
        parent.id,
    )
    assert (state["title"], state["about"]) == ("Abai Bala", "Сұраңыз")
    assert state["commands"] == [{"command": "start", "description": "Бастау"}]


async def test_the_group_is_seen_through_the_operators_eyes(
    browser: Browser, group: Chat, operator: User
) -> None:
    _, text = await browser.get(f"/demo/state?chat={group.id}")

    state = json.loads(text)
    assert (state["role"], state["title"], state["me"]) == ("operators", "Операторлар", operator.id)
    assert state["members"] == ["Ерлан", "Abai Bala"]


@pytest.mark.parametrize("chat", ["77", "", "x"])
async def test_a_chat_that_no_phone_shows_is_not_found(browser: Browser, chat: str) -> None:
    assert (await browser.get(f"/demo/state?chat={chat}"))[0].status == 404
    assert await browser.refused("send", chat=chat, text="hi") == 404


async def test_the_operators_own_private_chat_is_on_no_phone(browser: Browser, operator: User) -> None:
    assert (await browser.get(f"/demo/state?chat={operator.id}"))[0].status == 404


# -- what people do


async def test_a_text_is_sent_by_the_person_of_the_phone(
    browser: Browser, world: World, parent: User, group: Chat, operator: User
) -> None:
    await browser.did("send", chat=parent.id, text=" /help ")
    sent = await browser.did("send", chat=group.id, text="жауап")

    [_, command] = world.messages(parent)
    assert (command["text"], command["entities"][0]["type"]) == ("/help", "bot_command")
    [written] = world.messages(group)
    assert sent == {"messages": [written["message_id"]]}
    assert written["from"]["id"] == operator.id


async def test_a_reply_carries_what_it_replies_to(browser: Browser, world: World, group: Chat) -> None:
    card = world.put(group, {"from": world.bot.raw()}, {"text": "AB-2026-000001"})

    await browser.did("send", chat=group.id, text="жауап", reply_to=card["message_id"])

    assert world.messages(group)[-1]["reply_to_message"]["text"] == "AB-2026-000001"
    assert world.updates.pending()[-1].raw["message"]["text"] == "жауап"


async def test_a_reply_to_what_is_gone_is_refused(browser: Browser, world: World, group: Chat) -> None:
    assert await browser.refused("send", chat=group.id, text="жауап", reply_to=99) == 409
    assert world.messages(group) == []


async def test_a_text_longer_than_a_message_goes_in_parts(
    browser: Browser, world: World, parent: User
) -> None:
    text = "сөз " * 2000
    await browser.did("send", chat=parent.id, text=text)

    parts = [message["text"] for message in world.messages(parent)[1:]]
    assert len(parts) == 2
    assert "".join(parts) == text.strip()


async def test_someone_who_blocked_the_bot_cannot_write(browser: Browser, world: World, parent: User) -> None:
    world.block(parent)

    assert await browser.refused("send", chat=parent.id, text="hi") == 409


@pytest.mark.parametrize(
    ("kind", "mime"),
    [("photo", "image/png"), ("voice", "audio/webm"), ("document", "application/pdf")],
)
async def test_a_file_is_sent_and_can_be_fetched(
    browser: Browser, world: World, parent: User, kind: str, mime: str
) -> None:
    data = base64.b64encode(PNG).decode()
    await browser.did(
        "upload", chat=parent.id, kind=kind, name="өтініш", mime=mime, data=data, caption="міне", reply_to=1
    )

    message = world.messages(parent)[-1]
    assert message["caption"] == "міне"
    assert message["reply_to_message"]["text"] == "/start"
    file = message["photo"][-1] if kind == "photo" else message[kind]
    answer, text = await browser.get(f"/demo/file/{file['file_id']}")
    assert text.endswith("-picture")
    in_place = answer.content_type == mime
    assert in_place is (kind != "document")
    assert ("Content-Disposition" in answer.headers) is not in_place


async def test_a_page_that_someone_sent_is_saved_and_never_opened(browser: Browser, parent: User) -> None:
    data = base64.b64encode(b"<script>").decode()
    await browser.did("upload", chat=parent.id, kind="document", name="a b.html", mime="text/html", data=data)

    answer, _ = await browser.get("/demo/file/document-0")
    assert answer.content_type == "application/octet-stream"
    assert answer.headers["Content-Disposition"] == "attachment; filename*=UTF-8''a%20b.html"


async def test_what_does_not_fit_a_caption_follows_as_text(
    browser: Browser, world: World, parent: User
) -> None:
    data = base64.b64encode(PNG).decode()
    sent = await browser.did("upload", chat=parent.id, kind="photo", data=data, caption="сөз " * 300)

    assert len(sent["messages"]) == 2
    assert len(world.messages(parent)[-2]["caption"]) <= 1024
    assert world.messages(parent)[-1]["text"].startswith("сөз")


async def test_a_file_larger_than_the_limit_is_refused(
    browser: Browser, parent: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "_LARGEST_BODY", 1000)

    assert await browser.refused("upload", chat=parent.id, kind="photo", data="A" * 1000) == 413


async def test_a_file_larger_than_the_web_servers_own_limit_is_taken(
    browser: Browser, world: World, parent: User
) -> None:
    data = base64.b64encode(bytes(2 * 1024 * 1024)).decode()
    await browser.did("upload", chat=parent.id, kind="document", data=data)

    file = world.messages(parent)[-1]["document"]
    assert file["file_size"] == 2 * 1024 * 1024
    assert len((await browser.get(f"/demo/file/{file['file_id']}"))[1]) == 2 * 1024 * 1024


async def test_an_unknown_file_is_not_found(browser: Browser) -> None:
    assert (await browser.get("/demo/file/photo-7"))[0].status == 404


async def test_a_press_reaches_the_bot(browser: Browser, world: World, parent: User) -> None:
    markup = {"inline_keyboard": [[{"text": "Лагерьлер", "callback_data": "camps"}]]}
    menu = world.put(world.chat(parent), {"from": world.bot.raw()}, {"text": "Мәзір", "reply_markup": markup})

    pressed = await browser.did("press", chat=parent.id, message=menu["message_id"], data="camps")

    query = world.updates.pending()[-1].raw["callback_query"]
    assert pressed == {"query": query["id"]}
    assert (query["data"], query["from"]["id"]) == ("camps", parent.id)


async def test_another_parent_gets_a_chat_in_their_language(browser: Browser, world: World) -> None:
    rooms = [(await browser.did("person", lang=lang))["room"] for lang in ("ru", "ru", "xx")]

    assert [room["lang"] for room in rooms] == ["ru", "ru", "kk"]
    assert [room["role"] for room in rooms] == ["parent"] * 3
    assert len({room["person"] for room in rooms}) == 3
    assert world.messages(rooms[0]["id"]) == []


async def test_parents_are_never_out_of_names(browser: Browser) -> None:
    names = [(await browser.did("person", lang="en"))["room"]["person"] for _ in range(8)]

    assert len(set(names)) == 8
    assert names[-2:] == ["Emma 2", "Emma 3"]


# -- who may ask


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:1", ""])
async def test_a_foreign_origin_is_refused(browser: Browser, parent: User, world: World, origin: str) -> None:
    status, _ = await browser.post("send", {"chat": parent.id, "text": "hi"}, Origin=origin)

    assert status == 403
    assert len(world.messages(parent)) == 1


@pytest.mark.parametrize("path", ["/", "/demo/events", "/demo/state?chat=7200100001", "/demo/static/chat.js"])
@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example:80", "192.168.0.5:8080"])
async def test_another_host_name_is_refused(browser: Browser, path: str, host: str) -> None:
    assert (await browser.get(path, Host=host))[0].status == 403


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8080", "[::1]:8080"])
async def test_this_machines_names_are_served(browser: Browser, host: str) -> None:
    assert (await browser.get("/", Host=host))[0].status == 200


async def test_only_json_is_taken(browser: Browser, parent: User) -> None:
    status, _ = await browser.post(
        "send", {"chat": parent.id, "text": "hi"}, **{"Content-Type": "text/plain"}
    )

    assert status == 415


@pytest.mark.parametrize("body", [b"", b"{", b"[1]", b"\xff"])
async def test_what_is_not_a_json_object_is_refused(browser: Browser, body: bytes) -> None:
    assert (await browser.post("send", body))[0] == 400


@pytest.mark.parametrize(
    ("deed", "asked"),
    [
        ("send", {"text": "  "}),
        ("send", {"text": 5}),
        ("send", {"text": "hi", "reply_to": "1"}),
        ("press", {"message": "1", "data": "x"}),
        ("press", {"message": 1}),
        ("upload", {"kind": "photo", "data": "not base64"}),
        ("upload", {"kind": "photo", "data": ""}),
        ("upload", {"kind": "poll", "data": "AAAA"}),
        ("upload", {"kind": "photo", "data": "AAAA", "caption": 5}),
    ],
)
async def test_a_wrong_body_is_refused(browser: Browser, parent: User, deed: str, asked: Json) -> None:
    assert await browser.refused(deed, chat=parent.id, **asked) == 400


# -- the stream


async def test_a_browser_first_gets_the_whole_world(
    browser: Browser, people: DemoPeople, parent: User
) -> None:
    first = await anext(browser.events())

    assert first is not None
    assert first["type"] == "world"
    assert [room["role"] for room in first["rooms"]] == ["parent", "operators", "admin"]
    assert first["rooms"][0]["messages"][0]["text"] == "/start"


async def test_two_browsers_hear_of_messages_edits_and_toasts(
    browser: Browser, world: World, parent: User
) -> None:
    streams = [browser.events(), browser.events()]
    for stream in streams:
        await anext(stream)
    message = world.send_text(parent, parent, "hi")
    world.edit_text(parent, message["message_id"], parent, "hello")
    world.delete(parent, message["message_id"], parent)
    world.tell("callback_answer", parent.id, query_id="1", text="Дайын", show_alert=False)

    for stream in streams:
        heard = [await _next(stream) for _ in range(4)]
        assert [event["type"] for event in heard] == ["message", "edit", "delete", "callback_answer"]
        assert heard[1]["message"]["text"] == "hello"
        assert heard[3]["text"] == "Дайын"


async def test_a_new_parent_and_a_new_profile_come_as_rooms(browser: Browser, world: World) -> None:
    stream = browser.events()
    await anext(stream)
    person = world.add_user("Марина", "ru")
    world.profile.set_text("description", "О чём спросить", "ru")
    world.tell("profile")

    assert (await _next(stream))["room"]["person"] == "Марина"
    rooms = [(await _next(stream))["room"] for _ in range(4)]
    assert {room["id"]: room["about"] for room in rooms}[person.id] == "О чём спросить"


async def test_what_no_phone_shows_and_what_no_phone_knows_is_not_told(
    browser: Browser, world: World, operator: User, parent: User
) -> None:
    stream = browser.events()
    await anext(stream)
    world.send_text(operator, operator, "/start")
    world.tell("reaction", parent.id, message_id=1, reaction=[])
    world.send_text(parent, parent, "hi")

    assert (await _next(stream))["message"]["text"] == "hi"


async def test_a_quiet_stream_beats(browser: Browser) -> None:
    stream = browser.events()
    await anext(stream)

    assert await anext(stream) is None


async def test_a_browser_that_left_is_forgotten(browser: Browser, world: World) -> None:
    stream = browser.events()
    await anext(stream)
    assert len(world._changes._listeners) == 1
    await stream.aclose()  # type: ignore[attr-defined]

    await world.until(lambda: not world._changes._listeners)


async def _next(stream: AsyncIterator[Json | None]) -> Json:
    while (event := await anext(stream)) is None:
        pass
    return event
