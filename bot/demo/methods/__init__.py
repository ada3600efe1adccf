"""Each method of the table and the function that does it: `(world, checked parameters) → result`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.demo.methods import editing, profile, rooms, sending, turns

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.demo.refusals import Json
    from bot.demo.world import World

PERFORM: dict[str, Callable[[World, Json], Any]] = {
    "getMe": turns.get_me,
    "getUpdates": turns.get_updates,
    "setWebhook": turns.set_webhook,
    "deleteWebhook": turns.delete_webhook,
    "getWebhookInfo": turns.get_webhook_info,
    "answerCallbackQuery": turns.answer_callback_query,
    "sendChatAction": turns.send_chat_action,
    "getFile": turns.get_file,
    "sendMessage": sending.send_message,
    "sendPhoto": sending.sender_of("photo"),
    "sendVoice": sending.sender_of("voice"),
    "sendAudio": sending.sender_of("audio"),
    "sendVideo": sending.sender_of("video"),
    "sendVideoNote": sending.sender_of("video_note"),
    "sendAnimation": sending.sender_of("animation"),
    "sendDocument": sending.sender_of("document"),
    "sendSticker": sending.sender_of("sticker"),
    "sendLocation": sending.send_location,
    "sendContact": sending.send_contact,
    "sendMediaGroup": sending.send_media_group,
    "copyMessage": sending.copy_message,
    "forwardMessage": sending.forward_message,
    "editMessageText": editing.edit_message_text,
    "editMessageCaption": editing.edit_message_caption,
    "editMessageReplyMarkup": editing.edit_message_reply_markup,
    "deleteMessage": editing.delete_message,
    "deleteMessages": editing.delete_messages,
    "setMessageReaction": editing.set_message_reaction,
    "getChat": rooms.get_chat,
    "getChatMember": rooms.get_chat_member,
    "getChatAdministrators": rooms.get_chat_administrators,
    "leaveChat": rooms.leave_chat,
    "setMyCommands": profile.set_my_commands,
    "getMyCommands": profile.get_my_commands,
    "deleteMyCommands": profile.delete_my_commands,
    "setMyName": profile.text_setter("name"),
    "getMyName": profile.text_getter("name"),
    "setMyDescription": profile.text_setter("description"),
    "getMyDescription": profile.text_getter("description"),
    "setMyShortDescription": profile.text_setter("short_description"),
    "getMyShortDescription": profile.text_getter("short_description"),
    "setChatMenuButton": profile.set_chat_menu_button,
}
