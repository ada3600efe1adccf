from tests.acceptance.stage import Stage, labels


async def test_start_greets_in_the_language_of_the_telegram_client(stage: Stage) -> None:
    for lang, word in (
        ("kk", "Сәлеметсіз"),
        ("ru-RU", "Здравствуйте"),
        ("en", "Hello"),
        ("de", "Сәлеметсіз"),
    ):
        phone = stage.phone(lang=lang)
        (greeting,) = await phone.says("/start")
        assert word in greeting["text"]
        assert len(labels(greeting)) == 11


async def test_appeal_is_filed_carded_answered_and_delivered(stage: Stage) -> None:
    parent = stage.phone(lang="kk")
    await parent.says("/appeal")
    await parent.taps("Баланы жәбірлеу")
    await parent.taps("Семей қаласы")
    (preview,) = await parent.says("5-сыныпта баламды күнде мазақтайды, мұғалім үнсіз.")
    assert "мұғалім үнсіз" in preview["text"]
    await parent.taps("✅ Жіберу")
    receipt = parent.last
    assert "AB-2026-000001" in receipt["text"]
    card = stage.operator.last
    assert "AB-2026-000001" in card["text"]
    assert "мұғалім үнсіз" in card["text"]
    await stage.operator.says("Мектеппен сөйлестік.", reply_to=card)
    await stage.operator.taps("📨 Авторға жіберу")
    assert "Мектеппен сөйлестік." in parent.last["text"]
    card = next(each for each in stage.operator.messages if each["message_id"] == card["message_id"])
    assert "Жауап авторға жеткізілді" in card["text"]
