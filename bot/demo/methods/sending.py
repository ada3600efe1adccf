"""New messages of the bot: texts, files, albums, places, copies and forwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.demo.chats import SPOKEN
from bot.demo.files import StoredFile, media
from bot.demo.keyboards import read_markup
from bot.demo.methods.rooms import known_room, open_room
from bot.demo.refusals import Json, Refused, bad
from bot.demo.values import Upload
from bot.demo.wording import read_caption, read_text
from bot.domain.markup import utf16_length

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.demo.chats import Chat
    from bot.demo.world import World

_UPLOAD_LIMIT = {"photo": 10 * 1024 * 1024}
_OTHER_UPLOAD_LIMIT = 50 * 1024 * 1024
_IMAGE_STARTS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"RIFF", b"BM")
_DETAILS = ("duration", "width", "height", "length", "performer", "title", "emoji")
_ABSENT = {
    "business_connection_id": "business connection not found",
    "direct_messages_topic_id": "the chat is not a direct messages chat",
    "ephemeral_message_parameters": "ephemeral messages can't be sent here",
    "suggested_post_parameters": "suggested posts can't be sent here",
}
_CONTENT = SPOKEN | {
    "entities",
    "caption_entities",
    "show_caption_above_media",
    "has_media_spoiler",
    "link_preview_options",
}
_WITHOUT_CAPTION = ("video_note", "sticker", "text", "location", "contact")


def send_message(world: World, params: Json) -> Json:
    return _post(world, params, read_text(params) | _kept(params, "link_preview_options"))


def send_location(world: World, params: Json) -> Json:
    names = ("latitude", "longitude", "horizontal_accuracy", "live_period", "heading")
    place = _kept(params, *names, "proximity_alert_radius")
    return _post(world, params, {"location": place})


def send_contact(world: World, params: Json) -> Json:
    return _post(
        world, params, {"contact": _kept(params, "phone_number", "first_name", "last_name", "vcard")}
    )


def sender_of(kind: str) -> Callable[[World, Json], Json]:
    """Return the method that sends files of this kind."""

    def send(world: World, params: Json) -> Json:
        open_room(world, params["chat_id"])
        return _post(world, params, _file_fields(world, kind, params[kind], params))

    return send


def _file_fields(world: World, kind: str, given: str | Upload, params: Json) -> Json:
    stored = _file(world, kind, given, params.get("attached", {}))
    fields = media(stored, **_kept(params, *_DETAILS))
    if kind not in _WITHOUT_CAPTION:
        fields |= read_caption(params)
    fields |= {name: True for name in ("show_caption_above_media",) if params.get(name)}
    return fields | ({"has_media_spoiler": True} if params.get("has_spoiler") else {})


def _file(world: World, kind: str, given: str | Upload, attached: dict[str, Upload]) -> StoredFile:
    if isinstance(given, str) and given.startswith("attach://"):
        name = given.removeprefix("attach://")
        if name not in attached:
            raise bad(f'can\'t find attached file "{name}"')
        given = attached[name]
    if isinstance(given, Upload):
        return _store(world, kind, given)
    if given.startswith(("http://", "https://")):
        raise bad("failed to get HTTP URL content")
    stored = world.files[given]
    if stored.kind != kind:
        raise bad(f"can't use file of type {_type_name(stored.kind)} as {_type_name(kind)}")
    return stored


def _store(world: World, kind: str, upload: Upload) -> StoredFile:
    if not upload.data:
        raise bad("file must be non-empty")
    if len(upload.data) > _UPLOAD_LIMIT.get(kind, _OTHER_UPLOAD_LIMIT):
        raise Refused(413, "Request Entity Too Large")
    if kind == "photo" and not upload.data.startswith(_IMAGE_STARTS):
        raise bad("IMAGE_PROCESS_FAILED")
    return world.files.add(kind, upload.data, upload.file_name, upload.mime_type)


def _type_name(kind: str) -> str:
    return kind.title().replace("_", "")


def send_media_group(world: World, params: Json) -> list[Json]:
    """Send an album: photos and videos together, or only documents, or only audio."""
    kinds = {item["type"] for item in params["media"]}
    if len(kinds) > 1 and kinds != {"photo", "video"}:
        raise bad(f"{', '.join(sorted(kinds))} can't be mixed in one album")
    room = open_room(world, params["chat_id"])
    attached = {"attached": params.get("attached", {})}
    album = [_file_fields(world, item["type"], item["media"], item | attached) for item in params["media"]]
    head = _head(world, room, params)
    world.pace.admit(world.clock.now(), room.id, len(album))
    head["media_group_id"] = f"{abs(room.id)}{room.last_id + 1:06}"
    return [_put(world, room, head, fields) for fields in album]


def copy_message(world: World, params: Json) -> Json:
    """Send the same content anew, without its keyboard and its author; return MessageId."""
    content = _content(world, params, "copy")
    if "caption" in params and not content.keys() & set(_WITHOUT_CAPTION):
        content = content | read_caption(params)
    return {"message_id": _post(world, params, content)["message_id"]}


def forward_message(world: World, params: Json) -> Json:
    content = _content(world, params, "forward")
    original = known_room(world, params["from_chat_id"]).messages[params["message_id"]]
    origin = {"type": "user", "date": original["date"], "sender_user": original["from"]}
    return _post(world, params, content | {"forward_origin": original.get("forward_origin", origin)})


def _content(world: World, params: Json, verb: str) -> Json:
    source = known_room(world, params["from_chat_id"]).messages.get(params["message_id"])
    if source is None:
        raise bad(f"message to {verb} not found")
    content = {name: value for name, value in source.items() if name in _CONTENT}
    if not content or source.get("has_protected_content"):
        raise bad(f"message can't be {'copied' if verb == 'copy' else 'forwarded'}")
    return content


def _post(world: World, params: Json, fields: Json) -> Json:
    room = open_room(world, params["chat_id"])
    head = _head(world, room, params)
    markup = read_markup(params.get("reply_markup"), private=room.private)
    world.pace.admit(world.clock.now(), room.id)
    if markup and "inline_keyboard" in markup:
        fields = fields | {"reply_markup": markup}
    message = _put(world, room, head, fields)
    if markup and "inline_keyboard" not in markup:
        room.sealed.add(message["message_id"])
        room.reply_keyboard = None if "remove_keyboard" in markup else markup
        world.tell("chat", room.id)
    return message


def _put(world: World, room: Chat, head: Json, fields: Json) -> Json:
    return world.put(room, head, {name: value for name, value in fields.items() if value not in (None, [])})


def _head(world: World, room: Chat, params: Json) -> Json:
    for name, refusal in _ABSENT.items():
        if name in params:
            raise bad(refusal)
    head: Json = {"from": world.bot.raw()} | _thread(room, params) | _reply(world, room, params)
    if params.get("protect_content"):
        head["has_protected_content"] = True
    if "message_effect_id" in params:
        if not room.private:
            raise bad("message effects are allowed in private chats only")
        head["effect_id"] = params["message_effect_id"]
    return head


def _thread(room: Chat, params: Json) -> Json:
    thread = params.get("message_thread_id")
    if thread is None:
        return {}
    if not room.is_forum or thread not in room.threads:
        raise bad("message thread not found")
    return {"message_thread_id": thread, "is_topic_message": True}


def _reply(world: World, room: Chat, params: Json) -> Json:
    reply = params.get("reply_parameters")
    if reply is None:
        return {}
    source = room if "chat_id" not in reply else known_room(world, reply["chat_id"])
    if reply["message_id"] not in source.messages:
        if reply.get("allow_sending_without_reply"):
            return {}
        raise bad("message to be replied not found")
    original = world.quoted(source, reply["message_id"])
    quote = reply.get("quote")
    if quote is None:
        return _answered(source, room, original)
    said: str = original.get("text") or original.get("caption") or ""
    if quote not in said:
        raise bad("QUOTE_TEXT_INVALID")
    place = {"text": quote, "position": utf16_length(said[: said.index(quote)]), "is_manual": True}
    return _answered(source, room, original) | {"quote": place}


def _answered(source: Chat, room: Chat, original: Json) -> Json:
    if source is room:
        return {"reply_to_message": original}
    origin = {"type": "user", "date": original["date"], "sender_user": original["from"]}
    return {"external_reply": {"origin": origin, "chat": source.raw(), "message_id": original["message_id"]}}


def _kept(params: Json, *names: str) -> Json:
    return {name: params[name] for name in names if name in params}
