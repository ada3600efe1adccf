"""aiogram with models that wait is aiogram: tried in processes where nothing was imported before."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.acceptance.kinds import kinds

_HEAD = {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}, "from": {"id": 1, "is_bot": False}}

_READ = """
import json, sys
from bot.telegram.models import import_aiogram
waits = import_aiogram(tried=tuple(sys.argv[2:]))
from aiogram import types
updates = json.load(open(sys.argv[1]))
read = [types.Update.model_validate(each).model_dump(mode="json", exclude_none=True, warnings=False)
        for each in updates]
print(json.dumps([waits, read], sort_keys=True))
"""
_BUILD = """
from bot.telegram.models import import_aiogram
assert import_aiogram()
from aiogram import types
models = [each for each in vars(types).values() if hasattr(each, "model_rebuild")]
waiting = [each.__name__ for each in models if not each.__pydantic_complete__]
assert len(waiting) > 200, len(waiting)
for each in models:
    each.model_rebuild()
    assert each.__pydantic_complete__, each
print(len(models))
"""
_FIRST_USE = """
from bot.telegram.models import import_aiogram
assert import_aiogram()
from aiogram import types
assert not types.Chat.__pydantic_complete__
print(types.Chat.model_validate({"id": 1, "type": "private"}).type)
"""
_POLLS_FIRST = """
import asyncio, sys, threading
from pathlib import Path
from tests.acceptance import stage
polled, load = threading.Event(), stage.composition._handle

class World(stage.World):
    def witnessed(self, call):
        if call.method == "getUpdates":
            polled.set()
        super().witnessed(call)

def loads(*args):
    assert "aiogram" not in sys.modules
    assert polled.wait(60), "nothing is fetched before aiogram is there"
    return load(*args)

async def main():
    async with stage.play(Path(sys.argv[1])) as opened:
        return (await opened.phone().says("/start"))[0]["reply_markup"]["inline_keyboard"]

stage.World, stage.composition._handle = World, loads
assert asyncio.run(main())
from aiogram import types
print(types.Sticker.__pydantic_complete__)
"""


def _runs(source: str, *args: str) -> str:
    done = subprocess.run([sys.executable, "-c", source, *args], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def _updates() -> list[dict[str, Any]]:
    """An update of each kind that the bot asks for, and a message of each kind that there is."""
    message = {**_HEAD, "from": {"id": 1, "is_bot": False, "first_name": "A"}}
    member = {"user": message["from"], "status": "member"}
    joined = {**message, "old_chat_member": {**member, "status": "left"}, "new_chat_member": member}
    tapped = {"id": "1", "chat_instance": "1", "from": message["from"], "data": "p:home", "message": message}
    messages = [{"message": {**message, **fields}} for fields in kinds().values()]
    others = [
        {"edited_message": {**message, "text": "x"}},
        {"callback_query": tapped},
        {"my_chat_member": joined},
    ]
    return [{"update_id": 1, **each} for each in (*messages, *others)]


def test_every_update_reads_the_same_as_with_the_plain_import(tmp_path: Path) -> None:
    file = tmp_path / "updates.json"
    file.write_text(json.dumps(_updates()))
    waits, read = json.loads(_runs(_READ, str(file), "3.31.0"))
    plain_waits, plain = json.loads(_runs(_READ, str(file), "another version"))
    assert (waits, plain_waits) == (True, False)
    assert len(read) == len(kinds()) + 3
    assert read == plain


def test_every_type_can_be_built_once_it_is_needed() -> None:
    assert int(_runs(_BUILD)) > 250


def test_a_type_is_built_by_its_first_use() -> None:
    assert _runs(_FIRST_USE) == "private\n"


def test_the_bot_polls_before_it_loads_aiogram_whose_models_wait(tmp_path: Path) -> None:
    assert _runs(_POLLS_FIRST, str(tmp_path)) == "False\n"
