"""Taking updates, by polls or a webhook, and the small answers to them: toasts, "typing", links to files."""

from __future__ import annotations

import ipaddress
import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.demo.methods.rooms import open_room
from bot.demo.refusals import Json, bad, conflict
from bot.demo.updates import KINDS
from bot.demo.webhook import Webhook
from bot.domain.markup import utf16_length

if TYPE_CHECKING:
    from bot.demo.world import World

_TOAST_LIMIT = 200
_PORTS = (None, 443, 80, 88, 8443)
_ACTIVE = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


def get_me(world: World, _: Json) -> Json:
    abilities = ("can_connect_to_business", "has_main_web_app", "has_topics_enabled", "can_manage_bots")
    return world.bot.raw() | {
        "first_name": world.profile.text("name"),
        "can_join_groups": True,
        "can_read_all_group_messages": not world.privacy,
        "supports_inline_queries": False,
        **dict.fromkeys(abilities, False),
    }


async def get_updates(world: World, params: Json) -> list[Json]:
    if world.webhook.url:
        raise conflict(_ACTIVE)
    _allow(world, params)
    return await world.updates.poll(
        params.get("offset", 0), params.get("limit", 100), params.get("timeout", 0)
    )


def _allow(world: World, params: Json) -> None:
    """Remember which kinds the bot asks for; an empty list means the usual ones, none given the last ones."""
    asked = params.get("allowed_updates")
    if asked is None:
        return
    if unknown := [kind for kind in asked if kind not in KINDS]:
        raise bad(f"unknown update types: {', '.join(unknown)}")
    world.updates.allowed = asked


def set_webhook(world: World, params: Json) -> bool:
    url, secret = params["url"], params.get("secret_token")
    if secret is not None and not re.fullmatch(r"[A-Za-z0-9_-]+", secret):
        raise bad("secret token contains unallowed characters")
    if url:
        _check_address(url)
        world.updates.end_poll("setWebhook request")
    _allow(world, params)
    _drop_pending(world, params)
    world.webhook = Webhook(
        url=url,
        secret_token=secret,
        max_connections=params.get("max_connections", 40),
        has_certificate="certificate" in params,
        ip_address=params.get("ip_address"),
    )
    world.updates.signal.notify()
    return True


def _check_address(url: str) -> None:
    """Telegram wants HTTPS on known ports; on this machine's own addresses plain HTTP does."""
    parts = urlsplit(url)
    if _is_loopback(parts.hostname or ""):
        return
    if parts.scheme != "https":
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    if parts.port not in _PORTS:
        raise bad("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def delete_webhook(world: World, params: Json) -> bool:
    world.webhook = Webhook()
    _drop_pending(world, params)
    world.updates.signal.notify()
    return True


def _drop_pending(world: World, params: Json) -> None:
    if params.get("drop_pending_updates"):
        world.updates.clear()


def get_webhook_info(world: World, _: Json) -> Json:
    hook = world.webhook
    info: Json = {
        "url": hook.url,
        "has_custom_certificate": hook.has_certificate,
        "pending_update_count": len(world.updates.pending()),
        "max_connections": hook.max_connections if hook.url else None,
        "ip_address": hook.ip_address,
        "last_error_date": hook.last_error_date,
        "last_error_message": hook.last_error_message,
        "allowed_updates": world.updates.allowed or None,
    }
    return {name: value for name, value in info.items() if value is not None}


def answer_callback_query(world: World, params: Json) -> bool:
    if utf16_length(params.get("text", "")) > _TOAST_LIMIT:
        raise bad("MESSAGE_TOO_LONG")
    if params.get("url"):
        raise bad("URL_INVALID")
    query = world.queries.answer(params["callback_query_id"], params, world.clock.now())
    toast = {"text": params.get("text", ""), "show_alert": params.get("show_alert", False)}
    ids = {"query_id": query.id, "user_id": query.user_id, "message_id": query.message_id}
    world.tell("callback_answer", query.chat_id, **ids, **toast)
    return True


def send_chat_action(world: World, params: Json) -> bool:
    room = open_room(world, params["chat_id"])
    world.tell("action", room.id, action=params["action"])
    return True


def get_file(world: World, params: Json) -> Json:
    return world.files.link(params["file_id"], world.clock.now())
