"""The Bot API's methods and objects as a table, read off its pages (Bot API 10.3).

A line is `name:kind` per parameter; `!` after the name means required. Kinds: `int float bool true str chat
file json`, an object's name, `[kind]` for an array, `a|b` for a choice. `(low-high)` bounds a number, a
string's UTF-16 length or an array's size; `{a,b}` lists the only words. Deprecated parameters are absent on
purpose: the server refuses what it does not know.
"""

from __future__ import annotations

from bot.demo.kinds import Fields, fields

_BY_BUSINESS = "business_connection_id:str "
_PLACE = "message_thread_id:int direct_messages_topic_id:int "
_MANNER = "disable_notification:bool protect_content:bool allow_paid_broadcast:bool message_effect_id:str "
_REPLY = "reply_parameters:ReplyParameters "
_MARKUP = (
    "reply_markup:InlineKeyboardMarkup|ReplyKeyboardMarkup|ReplyKeyboardRemove|ForceReply "
    "suggested_post_parameters:SuggestedPostParameters "
)
_CAPTION = "caption:str parse_mode:str caption_entities:[MessageEntity] "
_SEND_OWN = f"chat_id!:chat {_PLACE}{_MANNER}"
_SEND = f"{_SEND_OWN}{_BY_BUSINESS}{_REPLY}"
_SEND_ONE = f"{_SEND}{_MARKUP}ephemeral_message_parameters:EphemeralMessageParameters "
_SIZE = "duration:int(0-) width:int(0-) height:int(0-) "
_EDIT = f"{_BY_BUSINESS}chat_id:chat message_id:int inline_message_id:str reply_markup:InlineKeyboardMarkup "
_SOURCE = "from_chat_id!:chat message_id!:int video_start_timestamp:int "
_SCOPE = "scope:BotCommandScope language_code:str "
_ACTIONS = (
    "typing,upload_photo,record_video,upload_video,record_voice,upload_voice,upload_document,choose_sticker,"
    "find_location,record_video_note,upload_video_note"
)

METHODS: dict[str, Fields] = {
    method: fields(line)
    for method, line in {
        "getMe": "",
        "getUpdates": "offset:int limit:int(1-100) timeout:int(0-) allowed_updates:[str]",
        "setWebhook": "url!:str certificate:file ip_address:str max_connections:int(1-100) "
        "allowed_updates:[str] drop_pending_updates:bool secret_token:str(1-256)",
        "deleteWebhook": "drop_pending_updates:bool",
        "getWebhookInfo": "",
        "sendMessage": f"{_SEND_ONE}text!:str parse_mode:str entities:[MessageEntity] "
        "link_preview_options:LinkPreviewOptions",
        "sendPhoto": f"{_SEND_ONE}{_CAPTION}photo!:file show_caption_above_media:bool has_spoiler:bool",
        "sendVoice": f"{_SEND_ONE}{_CAPTION}voice!:file duration:int(0-)",
        "sendAudio": f"{_SEND_ONE}{_CAPTION}audio!:file duration:int(0-) performer:str title:str "
        "thumbnail:file",
        "sendVideo": f"{_SEND_ONE}{_CAPTION}{_SIZE}video!:file thumbnail:file cover:file start_timestamp:int "
        "show_caption_above_media:bool has_spoiler:bool supports_streaming:bool",
        "sendVideoNote": f"{_SEND_ONE}video_note!:file duration:int(0-) length:int(0-) thumbnail:file",
        "sendAnimation": f"{_SEND_ONE}{_CAPTION}{_SIZE}animation!:file thumbnail:file "
        "show_caption_above_media:bool has_spoiler:bool",
        "sendDocument": f"{_SEND_ONE}{_CAPTION}document!:file thumbnail:file "
        "disable_content_type_detection:bool",
        "sendSticker": f"{_SEND_ONE}sticker!:file emoji:str",
        "sendLocation": f"{_SEND_ONE}latitude!:float(-90-90) longitude!:float(-180-180) "
        "horizontal_accuracy:float(0-1500) live_period:int heading:int(1-360) "
        "proximity_alert_radius:int(1-100000)",
        "sendContact": f"{_SEND_ONE}phone_number!:str(1-) first_name!:str(1-) last_name:str vcard:str",
        "sendMediaGroup": f"{_SEND}media!:"
        "[InputMediaPhoto|InputMediaVideo|InputMediaDocument|InputMediaAudio](2-10)",
        "copyMessage": f"{_SOURCE}{_SEND_OWN}{_REPLY}{_MARKUP}{_CAPTION}show_caption_above_media:bool",
        "forwardMessage": f"{_SOURCE}chat_id!:chat {_PLACE}disable_notification:bool protect_content:bool "
        "message_effect_id:str suggested_post_parameters:SuggestedPostParameters",
        "editMessageText": f"{_EDIT}text!:str parse_mode:str entities:[MessageEntity] "
        "link_preview_options:LinkPreviewOptions",
        "editMessageCaption": f"{_EDIT}{_CAPTION}show_caption_above_media:bool",
        "editMessageReplyMarkup": _EDIT,
        "deleteMessage": "chat_id!:chat message_id!:int",
        "deleteMessages": "chat_id!:chat message_ids!:[int](1-100)",
        "answerCallbackQuery": "callback_query_id!:str text:str show_alert:bool url:str cache_time:int(0-)",
        "sendChatAction": f"{_BY_BUSINESS}chat_id!:chat message_thread_id:int action!:str{{{_ACTIONS}}}",
        "getFile": "file_id!:str",
        "getChat": "chat_id!:chat",
        "getChatMember": "chat_id!:chat user_id!:int",
        "getChatAdministrators": "chat_id!:chat return_bots:bool",
        "leaveChat": "chat_id!:chat",
        "setMyCommands": f"{_SCOPE}commands!:[BotCommand](0-100)",
        "getMyCommands": _SCOPE,
        "deleteMyCommands": _SCOPE,
        "setMyName": "name:str(0-64) language_code:str",
        "getMyName": "language_code:str",
        "setMyDescription": "description:str(0-512) language_code:str",
        "getMyDescription": "language_code:str",
        "setMyShortDescription": "short_description:str(0-120) language_code:str",
        "getMyShortDescription": "language_code:str",
        "setChatMenuButton": "chat_id:int menu_button:MenuButton",
        "setMessageReaction": "chat_id!:chat message_id!:int reaction:[Reaction] is_big:bool",
    }.items()
}

_STYLE = "icon_custom_emoji_id:str style:str{danger,success,primary} "
_ENTITIES = (
    "mention,hashtag,cashtag,bot_command,url,email,phone_number,bold,italic,underline,strikethrough,spoiler,"
    "blockquote,expandable_blockquote,code,pre,text_link,text_mention,custom_emoji,date_time"
)
_SCOPES = (
    "default,all_private_chats,all_group_chats,all_chat_administrators,chat,chat_administrators,chat_member"
)

OBJECTS: dict[str, Fields] = {
    name: fields(line)
    for name, line in {
        "InlineKeyboardMarkup": "inline_keyboard!:[[InlineKeyboardButton]] force_reply:bool",
        "InlineKeyboardButton": f"{_STYLE}text!:str(1-) url:str callback_data:str web_app:WebAppInfo "
        "login_url:LoginUrl switch_inline_query:str switch_inline_query_current_chat:str "
        "switch_inline_query_chosen_chat:SwitchInlineQueryChosenChat copy_text:CopyTextButton "
        "callback_game:json pay:bool disabled:json",
        "WebAppInfo": "url!:str",
        "LoginUrl": "url!:str forward_text:str bot_username:str request_write_access:bool",
        "SwitchInlineQueryChosenChat": "query:str allow_user_chats:bool allow_bot_chats:bool "
        "allow_group_chats:bool allow_channel_chats:bool",
        "CopyTextButton": "text!:str",
        "ReplyKeyboardMarkup": "keyboard!:[[KeyboardButton]] is_persistent:bool resize_keyboard:bool "
        "one_time_keyboard:bool input_field_placeholder:str(1-64) selective:bool force_reply:bool",
        "KeyboardButton": f"{_STYLE}text!:str(1-) request_users:json request_chat:json "
        "request_managed_bot:json request_contact:bool request_location:bool request_poll:json "
        "web_app:WebAppInfo",
        "ReplyKeyboardRemove": "remove_keyboard!:true selective:bool",
        "ForceReply": "force_reply!:true input_field_placeholder:str(1-64) selective:bool",
        "LinkPreviewOptions": "is_disabled:bool url:str prefer_small_media:bool prefer_large_media:bool "
        "show_above_text:bool",
        "ReplyParameters": "message_id!:int chat_id:chat allow_sending_without_reply:bool quote:str(0-1024) "
        "quote_parse_mode:str quote_entities:[MessageEntity] quote_position:int checklist_task_id:int "
        "poll_option_id:str",
        "MessageEntity": f"type!:str{{{_ENTITIES}}} offset!:int(0-) length!:int(1-) url:str user:json "
        "language:str custom_emoji_id:str unix_time:int date_time_format:str",
        "EphemeralMessageParameters": "receiver_user_id!:int callback_query_id:str "
        "replace_callback_query_message:bool",
        "SuggestedPostParameters": "price:json send_date:int",
        "InputMediaPhoto": f"type!:str{{photo}} media!:str {_CAPTION}show_caption_above_media:bool "
        "has_spoiler:bool",
        "InputMediaVideo": f"type!:str{{video}} media!:str {_CAPTION}{_SIZE}thumbnail:str cover:str "
        "start_timestamp:int show_caption_above_media:bool supports_streaming:bool has_spoiler:bool",
        "InputMediaDocument": f"type!:str{{document}} media!:str {_CAPTION}thumbnail:str "
        "disable_content_type_detection:bool",
        "InputMediaAudio": f"type!:str{{audio}} media!:str {_CAPTION}thumbnail:str duration:int(0-) "
        "performer:str title:str",
        "BotCommand": "command!:str description!:str is_ephemeral:bool",
        "BotCommandScope": f"type!:str{{{_SCOPES}}} chat_id:chat user_id:int",
        "MenuButton": "type!:str{default,commands,web_app} text:str(1-) web_app:WebAppInfo",
        "Reaction": "type!:str{emoji,custom_emoji,paid} emoji:str custom_emoji_id:str",
    }.items()
}
