"""One router per audience; `bot.telegram.dispatcher` lists their order once."""
