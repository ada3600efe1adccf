# Все фразы бота и его страниц. В тексте допустимы только <b>, <i>, <code>, <blockquote>, <a>.
# Слова со знаком $ не меняйте: на их место бот ставит значение.

### Общее

language-name = Русский
greeting =
    <b>Здравствуйте. Это Абай Бала.</b>
    Бот для родителей, детей и всех жителей области Абай.
language-question = Какой язык вам удобнее?
help =
    <b>Что умеет бот</b>

    1. Выберите тему кнопкой или спросите своими словами. У каждого ответа есть источник и день проверки.
    2. Если ответа мало, напишите обращение. Бот назовёт его номер и день, до которого вам ответят.
    3. Что с вашим обращением, видно в разделе «Мои обращения» или по команде /status.

    /start — главное меню
    /appeal — написать обращение
    /status — что с обращением
    /language — сменить язык
    /privacy — о ваших данных
privacy =
    <b>О ваших данных</b>

    Если ответ нашёлся, бот не хранит текст вашего вопроса. Вопрос без ответа и ваши слова о том, чего не хватило, он хранит зашифрованными до 90 дней. Администраторы читают их без вашего имени и дополняют ответы. Сообщение, на котором случилась ошибка, тоже хранится зашифрованным, пока её не исправят.

    Отправленное обращение и незаконченный черновик бот хранит зашифрованными. Обращение читают операторы в своей группе. Вашего имени в Telegram они не видят, только текст и файлы.

    Telegram хранит сообщения на серверах за границей. Поэтому лучше не писать имена детей, ИИН и адреса.

    Удалить обращение сам бот пока не умеет. Если это нужно, допишите просьбу к обращению.
help-admin =
    <b>Вы администратор.</b> Если в боте что-то сломается, сообщение придёт сюда. Добавьте бота в группу, и он подскажет строку, которая сделает её группой операторов. /content — содержание ответов: состояние, версии, файлы. /gaps — вопросы без ответа и ответы, которые не помогли. /id — ваш ID в Telegram.
own-id = Ваш ID в Telegram: <b>{ $id }</b>
not-text = Я отвечаю на вопросы, написанные текстом. Файл или голосовое сообщение можно приложить к обращению: нажмите «Написать обращение».
not-text-draft = Это я принять не могу. К неотправленному обращению можно добавить фото, видео, голосовое сообщение или документ: пришлите их сюда. Чтобы дописать текст, нажмите «✍️ Продолжить обращение».
file-kept = Файл получен, но заглянуть в него я не могу. Чтобы отправить его с обращением, нажмите «✍️ Продолжить обращение».
file-joined = Файл добавлен к неотправленному обращению. Файлов в нём теперь: { $files }. Чтобы посмотреть и отправить его, нажмите «✍️ Продолжить обращение».
unknown-command = Такой команды нет.
not-found =
    Проверенного ответа на этот вопрос у меня нет. Придумывать я не буду.

    Посмотрите темы ниже, позвоните <b>111</b> (бесплатно, круглосуточно) или напишите обращение.

    Такие вопросы хранятся без вашего имени до 90 дней. По ним администраторы дополняют ответы.

### Опасность

danger =
    <b>Помощь есть, вы не одни.</b>

    Если прямо сейчас бьют или угрожают, звоните <b>112</b> или <b>102</b> (полиция).
    Если кто-то ранен — <b>103</b> (скорая помощь).
    Поговорить и спросить совета — <b>111</b>: бесплатно, в любое время, имя можно не называть.

    Возможно, здесь сейчас никто не читает. Позвонить надёжнее.
danger-kept = Это сообщение сохранено, но операторам ещё не отправлено.

concern =
    <b>Хорошо, что вы об этом сказали. Помощь есть.</b>

    Позвоните <b>111</b>: бесплатно, в любое время, имя можно не называть.
    Если опасность прямо сейчас — <b>112</b> или <b>102</b> (полиция), если кто-то ранен — <b>103</b>.

### Ответ

small-talk-greeting = <b>Здравствуйте.</b> Спросите своими словами или выберите тему.
small-talk-thanks = Пожалуйста. Будут ещё вопросы — пишите.
answer-sources = <i>Источники:</i>
answer-checked = <i>Проверено: { $day }</i>
wizard-answers = <i>Ваши ответы: { $answers }</i>
value-mci = { $sum } ₸ ({ $count } МРП, { $year })
value-mci-unknown = { $count } МРП (сумма в тенге станет известна, когда утвердят новый МРП)
value-minimum = { $sum } ₸ на человека в месяц ({ $year })
value-minimum-unknown = сумма этого года нам пока неизвестна

### Помог ли ответ

missing-question =
    <b>Чего не хватило в ответе «{ $topic }»?</b>

    Напишите одним сообщением. Его прочтут администраторы без вашего имени, ответа на него не будет. Не пишите имён и телефонов.
missing-only-words = Здесь я принимаю только текст. Напишите, чего не хватило, или нажмите «Пропустить».
missing-thanks =
    <b>Спасибо, записано.</b> Администраторы учтут это, когда будут дополнять ответ.

    Если помощь нужна сейчас, позвоните <b>111</b> или напишите обращение.

### Обращение

form-category = <b>О чём обращение?</b>
form-place = <b>Где это было?</b> Выберите город или район.
form-text =
    <b>Теперь напишите своими словами.</b>
    { $hint }

    Можно прислать и фото, голосовое сообщение или документ.
form-kept = То, что вы написали, сохранено и войдёт в обращение.
form-preview =
    <b>Проверьте обращение перед отправкой</b>

    { $category } · { $place }
    <blockquote>{ $text }</blockquote>{ $files ->
        [0] {""}
       *[other] {""}📎 { $files }
    }

    { $consent }

    Операторы ответят за { $days } { $days ->
        [one] рабочий день
        [few] рабочих дня
       *[many] рабочих дней
    }, то есть до <b>{ $due }</b>.
consent =
    Обращение прочтёт группа операторов. Telegram передаёт его через серверы за границей. Это не официальное обращение по Административному процедурно-процессуальному кодексу. Если нужен официальный ответ, пишите через <a href="{ $url }">e-Otinish</a>. Нажимая «Отправить», вы соглашаетесь с этим.
form-sent =
    ✅ Обращение <b>{ $number }</b> отправлено

    { $category } · { $place }
    <blockquote>{ $text }</blockquote>{ $files ->
        [0] {""}
       *[other] {""}📎 { $files }
    }
form-dropped = Обращение не отправлено, черновик удалён. Если понадобится, начните заново.
form-drop = Это обращение ещё не отправлено. Удалить то, что вы написали?
form-other =
    <b>У вас есть неотправленное обращение:</b>
    <blockquote>{ $text }</blockquote>
    Продолжить его или начать вместо него новое?
form-anew = Новый текст заменит прежний. Пока вы его не прислали, прежний сохраняется.
form-opening =
    Обращение начнётся с этих слов:
    <blockquote>{ $text }</blockquote>
form-only-words = Это приложить к обращению нельзя. Пришлите текст, фото, видео, голосовое сообщение или документ. Написанное раньше сохранено.
form-too-long = Это не поместится: в тексте до 4096 знаков, файлов до 10. Написанное раньше сохранено. Отправьте это обращение, остальное добавите потом.
receipt =
    <b>Обращение принято: { $number }</b>

    Отправлено: { $filed }
    Срок ответа: { $days } { $days ->
        [one] рабочий день
        [few] рабочих дня
       *[many] рабочих дней
    }, до <b>{ $due }</b>

    Ответ придёт сюда. Чтобы что-то добавить, ответьте на это сообщение.

### Мои обращения

mine =
    <b>Ваши обращения: { $count }</b>
    🟡 в работе, 🟢 есть ответ
mine-none = У вас пока нет обращений.
mine-line-open = 🟡 { $number } · { $category } · { $filed }
mine-line-answered = 🟢 { $number } · { $category } · { $filed }
status-unknown = Среди ваших обращений такого номера нет. Номер выглядит так: AB-2026-000001.
status-open =
    <b>{ $number }</b> · в работе
    { $category } · { $place }
    Отправлено: { $filed }
    Ответ до <b>{ $due }</b>
status-answered =
    <b>{ $number }</b> · есть ответ
    { $category } · { $place }
    Отправлено: { $filed }
    Дата ответа: { $answered }
entry-statement =
    <b>{ $day }, вы написали</b>{ $files ->
        [0] {""}
       *[other] {" · "}📎 { $files }
    }
    { $text }
entry-addition =
    <b>{ $day }, вы добавили</b>{ $files ->
        [0] {""}
       *[other] {" · "}📎 { $files }
    }
    { $text }
entry-correction =
    <b>{ $day }, вы исправили</b>{ $files ->
        [0] {""}
       *[other] {" · "}📎 { $files }
    }
    { $text }
entry-reply =
    <b>{ $day }, ответ оператора</b>{ $files ->
        [0] {""}
       *[other] {" · "}📎 { $files }
    }
    { $text }
add-question = Что добавить к обращению <b>{ $number }</b>? Пришлите текст, фото, голосовое сообщение или документ.
added = Добавлено. Операторы увидят это вместе с обращением { $number }.
corrected = Исправление добавлено к обращению { $number }. Прежний текст тоже сохранён.
reply =
    <b>Ответ на ваше обращение { $number }</b>

    { $text }{ $files ->
        [0] {""}
       *[other] {" "}📎 { $files }
    }

    Если не согласны или хотите дополнить, ответьте на это сообщение.
parked = Я не смог обработать ваше сообщение, но оно сохранено, администратор знает. Напишите ещё раз или позвоните <b>111</b>.

### Группа операторов

card-open =
    🟡 <code>{ $number }</code> · ждёт ответа
    { $category } · { $place }
    Отправлено: { $filed } · срок: <b>{ $due }</b>
    Язык автора: { $language }{ $files ->
        [0] {""}
       *[other] {" · "}📎 { $files }
    }
    { $delivery }

    { $text }
card-answered =
    🟢 <code>{ $number }</code> · есть ответ
    { $category } · { $place }
    Отправлено: { $filed } · срок: { $due }
    Язык автора: { $language }{ $files ->
        [0] {""}
       *[other] {" · "}📎 { $files }
    }
    { $delivery }

    { $text }
card-addition =
    ➕ <code>{ $number }</code> · { $day }, автор добавил{ $files ->
        [0] {""}
       *[other] {" · "}📎 { $files }
    }

    { $text }
card-reply =
    💬 <b>{ $day }, ответ оператора</b>{ $files ->
        [0] {""}
       *[other] {" · "}📎 { $files }
    }
    { $text }
card-note =
    📝 <b>{ $day }, заметка операторов</b>{ $files ->
        [0] {""}
       *[other] {" · "}📎 { $files }
    }
    { $text }
card-lost = ⚠️ Файл или часть текста автора сюда не дошли.
card-correction =
    ✏️ <code>{ $number }</code>, { $day }: автор исправил сообщение{ $files ->
        [0] {""}
       *[other] {" · "}📎 { $files }
    }

    { $text }
delivery-none = Чтобы ответить автору, ответьте на это сообщение.
delivery-queued = Ответ в очереди, до автора ещё не дошёл.
delivery-sent = Ответ доставлен автору.
delivery-going = Текст ответа дошёл до автора, остальное отправляется.
delivery-blocked = ⚠️ Ответ не доставлен: автор заблокировал бота.
delivery-failed =
    ⚠️ Ответ не доставлен: { $why ->
        [not-found] чат автора не найден.
        [damaged] запись сообщения на диске повреждена.
        [dropped] администратор решил не отправлять.
       *[refused] Telegram его не принял.
    }
delivery-partly =
    ⚠️ Часть ответа (файл или конец текста) не доставлена: { $why ->
        [blocked] автор заблокировал бота.
        [not-found] чат автора не найден.
        [damaged] запись сообщения на диске повреждена.
        [dropped] администратор решил не отправлять.
       *[refused] Telegram её не принял.
    }
desk-help =
    <b>Группа операторов</b>

    Сюда приходят обращения. Чтобы ответить автору, ответьте на карточку. Бот сначала покажет текст, и вы выберете: отправить его автору или оставить как заметку.

    /appeals — открытые обращения
    /language — язык группы
    /id — ваш ID в Telegram
desk-anonymous = За ответом должен стоять человек. Выключите режим анонимного администратора и напишите от своего имени.
desk-only-words = Это отправить автору нельзя. Пришлите текст, фото, видео, голосовое сообщение или документ.
desk-no-appeal = Это сообщение не относится ни к одному обращению. Ответьте на карточку обращения или отправьте /appeals.
desk-known = Это сообщение уже обработано.
desk-edited-late = { $number }: этот ответ уже ушёл автору, изменить его нельзя. Напишите исправление новым ответом.
desk-preview =
    <b>Автор обращения { $number } получит такой ответ</b>{ $files ->
        [0] {""}
       *[other] {" · "}📎 { $files }
    }

    { $text }
desk-beginning = <i>Здесь показано только начало. Автору уйдёт весь текст.</i>
desk-sending =
    📨 <code>{ $number }</code>
    { $delivery }

    { $text }
desk-noted =
    📝 <code>{ $number }</code>: оставлено как заметка, автор её не видит.

    { $text }
queue = <b>Открытые обращения: { $count }</b>
queue-none = Открытых обращений нет.
queue-entry =
    { $overdue ->
        [0] {""}
       *[other] ⏰{" "}
    }{ $again ->
        [0] {""}
       *[other] 💬{" "}
    }<b>{ $number }</b> · { $overdue ->
        [0] до { $due }
       *[other] срок { $due } прошёл
    }
    { $category } · { $place }{ $again ->
        [0] {""}
       *[other] {" · "}автор написал снова
    }

### Администраторы

admin-no-group = Группа операторов не указана (OPERATORS_CHAT_ID). Обращения сохраняются, но их никто не видит.
admin-group-unreachable = Сообщения до группы операторов не доходят. Добавьте бота в группу и проверьте OPERATORS_CHAT_ID. Обращения сохранены, карточки придут, когда группа появится.
admin-parked = Одно сообщение не удалось обработать за пять попыток, оно отложено в зашифрованном виде. Автор об этом знает, чат работает дальше.
admin-store-failing = База данных не принимает записи. Новые сообщения хранятся в Telegram, ничего не потеряно. Проверьте место на диске и DATABASE_URL.
admin-store-well = База данных снова работает. Накопившиеся сообщения обрабатываются, делать ничего не нужно.
admin-late = Сообщения задерживаются: самое старое ждёт отправки больше минуты. Они сохранены и уйдут, как только Telegram их примет. Проверьте связь с Telegram.
admin-late-over = Задержанные сообщения отправлены, делать ничего не нужно.
admin-clock-jumped =
    Часы сервера перескочили { $way ->
        [forward] вперёд
       *[back] назад
    } на { $hours } ч { $minutes } мин. Проверьте их: по ним считаются сроки обращений.
admin-group-moved =
    Группа операторов стала супергруппой, её номер изменился. Бот уже пишет туда и отправил карточки открытых обращений. Замените строку в файле .env:

    <code>{ $line }</code>
gaps =
    <b>Чего не хватает в ответах</b>
    Записей за последние { $days } дней: { $count }. Кто писал, не хранится.
gaps-none = За последние { $days } дней не было ни вопросов без ответа, ни ответов, которые не помогли.
gaps-tally = «{ $topic }»: не помогло — { $missed }, помогло — { $helped }
gaps-question =
    ❓ <b>Ответа не нашлось</b> · раз: { $times } · последний: { $day } · { $language }
    <blockquote>{ $text }</blockquote>
gaps-missing =
    💬 <b>«{ $topic }»</b> · раз: { $times } · последний: { $day } · { $language }
    <blockquote>{ $text }</blockquote>
group-line =
    Чтобы эта группа стала группой операторов, добавьте в файл .env строку и перезапустите бота:

    <code>{ $line }</code>
group-foreign = Эта группа — не группа операторов, команды здесь не работают.

### Кнопки (до 24 знаков)

button-home = 🏠 Главное меню
button-back = ← Назад
button-appeal = Написать обращение
button-mine = Мои обращения
button-danger = 🆘 Опасно прямо сейчас
button-copy-number = Скопировать { $number }
button-write-about = Написать об этом
button-write-outcome = ✍️ Готовое обращение
button-more = Подробнее
button-again = ↺ Начать сначала
button-helped = Помогло
button-not-helped = Не помогло
button-skip = Пропустить
button-resume = ✍️ Продолжить обращение
button-send = ✅ Отправить
button-rewrite = Написать заново
button-change-category = Изменить тему
button-change-place = Изменить место
button-delete = 🗑 Удалить
button-another = Начать новое
button-drop = Отменить
button-add = Дополнить
button-newer = ← Предыдущие
button-older = Следующие →
button-refresh = Обновить
button-send-reply = 📨 Отправить автору
button-keep-note = 📝 Оставить заметкой

### Короткие сообщения (до 200 знаков)

toast-old-button = Эта кнопка устарела. Отправьте /start, и откроется новое меню.
toast-wizard-changed = Вопросы обновились. Начнём сначала.
toast-helped = Спасибо, записано.
toast-language = Теперь говорим по-русски.
toast-look-again = Текст изменился. Посмотрите ещё раз перед отправкой.
toast-sent = Обращение { $number } отправлено.
toast-card = Карточка отправлена в группу ещё раз.
toast-decided = По этому ответу решение уже принято.
toast-refreshed = Список обновлён.

### Команды и описание

command-start = Главное меню
command-help = Что умеет бот
command-appeal = Написать обращение
command-status = Что с обращением
command-language = Сменить язык
command-privacy = О ваших данных
command-appeals = Открытые обращения
command-id = Ваш ID в Telegram
bot-short-description = Область Абай: точные ответы о помощи детям и обращения. Опасность — 112, совет — 111.
bot-description = Родителям, детям и жителям области Абай: линия 111, травля в школе, бесплатное питание, лагеря. У каждого ответа есть источник. Если ответа мало, напишите обращение: у него будет номер и срок. Если кому-то грозит опасность сейчас, звоните 112.

### Экскурсия (abai-bala demo --tour)

demo-people = Айгуль, Ерлан, Динара
demo-group = Группа операторов
tour-question = одноклассники каждый день дразнят ребёнка, что делать
tour-statement = В 5 классе ребёнка две недели дразнят и отбирают вещи. Учителю сказали, ничего не изменилось.
tour-reply = Мы говорили со школой: ваше заявление зарегистрировано, завтра заместитель директора встретится с родителями обеих сторон.

### Демонстрационная страница

page-title = Абай Бала: демонстрация
page-name = Абай Бала
page-about = Демонстрация: всё происходит на этом компьютере, без Telegram и интернета
page-script = Чтобы страница работала, включите в браузере JavaScript.
page-language = Язык страницы
page-night = Ночной режим
page-phones = Телефоны
page-parent = Родитель
page-operators = Группа операторов
page-team = Операторы
page-admin = Администратор
page-parents = Родители
page-another = Другой родитель
page-another-question = На каком языке говорит родитель?
page-parent-names = Марина, Андрей, Ольга, Сергей, Елена, Павел
page-lost = Связь прервалась. Подключаемся снова…
page-messages = Сообщения
page-unread = Есть новые сообщения
page-newest = К последнему сообщению
page-nothing = Сообщений пока нет
page-what = Что умеет этот бот?
page-start = Начать
page-bot = бот
page-you = Вы
page-message = Сообщение
page-send = Отправить
page-commands = Команды
page-attach = Прикрепить файл
page-detach = Убрать файл
page-record = Записать голосовое сообщение
page-recording = Идёт запись. Нажмите ещё раз, чтобы остановить.
page-no-microphone = Нет доступа к микрофону. Готовую запись можно прикрепить файлом.
page-too-large = Файл слишком большой. Выберите файл не больше 50 МБ.
page-failed = Не получилось. Написанное на месте, попробуйте ещё раз.
page-reply = Ответить
page-reply-cancel = Не отвечать на это сообщение
page-edited = изменено
page-joined = теперь в группе
page-photo = Фото
page-video = Видео
page-voice = Голосовое сообщение
page-audio = Аудио
page-document = Файл
page-other = Сообщение
page-play = Прослушать
page-copied = Скопировано
page-not-copied = Не удалось скопировать
page-new-tab = откроется в новой вкладке
page-understood = Понятно

### Содержание ответов (администраторам)

content-file =
    { $kind ->
        [page-kk] «{ $name }», текст на казахском
        [page-ru] «{ $name }», текст на русском
        [page-en] «{ $name }», текст на английском
        [sheet] «{ $name }»: факты и дата
        [wizard] помощник «{ $name }»
        [texts-kk] Слова бота на казахском
        [texts-ru] Слова бота на русском
        [texts-en] Слова бота на английском
        [facts] Список фактов (facts.yaml)
        [region] Область: телефоны, МРП, даты (region.yaml)
        [menu] Меню (menu.yaml)
        [appeals] Категории обращений и места (appeals.yaml)
        [danger] Слова об опасности (danger.yaml)
        [small-talk] Приветствия и благодарности (small-talk.yaml)
        [stamps] Подтверждения переводов (stamps.yaml)
       *[other] <code>{ $name }</code>
    }
content-change =
    • { $file }: { $kind ->
        [new] новый файл
        [gone] файл убран
       *[changed] строк +{ $added }, −{ $removed }
    }
content-more = …и ещё { $count }
content-changed =
    <b>Содержание обновилось, теперь показывается оно</b>

    { $changes }
content-edited =
    <b>Другой администратор изменил содержание из чата, теперь показывается оно</b>

    { $changes }
content-broken =
    <b>В папке с содержанием есть ошибки. Пока их не исправят, показывается прежняя версия.</b>

    { $findings }
content-mended = Ошибки в папке с содержанием исправлены. То, что показывается, не изменилось.
content-expiring = Ответ <b>«{ $topic }»</b> действует по { $day }, потом бот перестанет его показывать. Проверьте текст и обновите дату valid_until в файле topic.yaml.
content-expired = Срок ответа <b>«{ $topic }»</b> истёк { $day }, бот его больше не показывает. Проверьте текст и обновите дату valid_until в файле topic.yaml.
content-status =
    <b>Содержание ответов</b>

    { $number ->
        [0] Версия не сохранена: в папку DATA_DIR не удалось записать.
       *[other] Версия № { $number }, { $at }, { $origin ->
            [chat] изменена из чата
            [rollback] возвращена прежняя
           *[folder] прочитана из папки
        }
    }
    Тем: { $topics }. Предупреждений: { $warnings }.
content-status-broken =
    <b>В папке есть ошибки, поэтому показывается прежняя версия:</b>
    { $findings }
content-status-warnings =
    <b>Предупреждения:</b>
    { $findings }
content-status-read-only = В папку нельзя писать, поэтому изменить содержание из чата не получится.
content-how =
    Чтобы изменить: возьмите файл из списка «Файлы», исправьте и пришлите сюда документом под тем же именем. Бот сначала проверит его и покажет, что изменится.
content-freshness =
    <b>Когда проверены ответы</b>

    { $topics }

    ⚠️ — проверено больше { $limit } дней назад.
content-fresh =
    { $old ->
        [0] •
       *[other] ⚠️
    } { $checked } · { $topic }{ $until ->
        [0] {""}
       *[other] {" · "}действует по { $until }
    }
content-versions =
    <b>Версии содержания</b>
    Бот хранит последние { $kept } версий, прошедших проверку. Откройте версию, чтобы увидеть, что в ней изменилось.
content-version =
    <b>Версия № { $number }</b>
    { $at }, { $origin ->
        [chat] изменена из чата
        [rollback] возвращена прежняя
       *[folder] прочитана из папки
    }

    <b>Отличия от предыдущей:</b>
    { $changes }
content-version-first = это первая сохранённая версия
content-version-now = Сейчас показывается эта версия.
content-version-back =
    <b>Если вернуть эту версию, изменится:</b>
    { $changes }
content-version-bad =
    Эту версию вернуть нельзя, она не проходит нынешнюю проверку:
    { $findings }
content-nothing = отличий нет
content-previews = <b>Какую тему показать?</b> Ответ появится таким, каким его видят люди.
content-preview-gone = Срок этого ответа истёк, бот его не показывает.
content-files = <b>Файлы содержания</b>
    Выберите файл, и он придёт документом.
content-file-caption = <code>{ $path }</code>
content-export-caption = Файлы, изменённые из чата. Добавьте их в репозиторий, иначе при следующей установке они пропадут.
content-export-none = Файлов, изменённых из чата, нет.
content-read-only = В папку с содержанием нельзя писать, поэтому ничего не изменилось. Попросите того, кто управляет сервером, разрешить запись.
content-file-large = Файл слишком большой: можно до { $limit } КБ. Ничего не изменилось.
content-file-lost = Telegram не отдал этот файл. Ничего не изменилось, пришлите его ещё раз.
content-file-album = Присылайте файлы по одному. Ничего не изменилось.
content-file-stranger =
    Такого файла в содержании нет. Ничего не изменилось.
    Оставьте имя таким, как у файла из списка «Файлы», или подпишите документ его путём, например <code>topics/camps/ru.md</code>.
content-file-many =
    Файлов с таким именем несколько. Пришлите ещё раз и подпишите, какой это:
    { $paths }
content-same = Этот файл такой же, как нынешний. Ничего не изменилось.
content-refused =
    <b>{ $file }: в файле есть ошибки, ничего не изменилось.</b>

    { $findings }

    Исправьте и пришлите ещё раз.
content-edit =
    <b>Проверено, ошибок нет. Показать людям?</b>

    { $changes }
    { $lines }{ $warnings ->
        [0] {""}
       *[other] {""}
            Предупреждения:
            { $findings }
    }
content-edit-meanwhile = Тем временем этот файл изменил кто-то другой. Отличия сейчас такие, посмотрите ещё раз.
content-live =
    ✅ <b>Изменение внесено, люди видят уже его.</b>

    { $changes }

    Прежняя версия сохранена: её можно вернуть на странице «Версии».
content-confirm = Перевод ещё верен? Сверьте его с казахским текстом и, если верен, подтвердите.
content-dropped = Файл не внесён. Содержание осталось прежним.
button-content = 🗂 Содержание
button-content-fresh = 📅 Когда проверено
button-content-versions = 🕘 Версии
button-content-previews = 👁 Ответы
button-content-files = 📄 Файлы
button-content-export = ⬇️ Взять изменённое
button-content-back = ↩️ Вернуть эту
button-content-apply = ✅ Внести
button-content-edit = ← К изменению
button-content-preview =
    { $lang ->
        [kk] 👁 По-казахски
        [ru] 👁 По-русски
       *[en] 👁 По-английски
    }
button-content-confirm =
    { $lang ->
        [ru] ✔️ Русский верен
       *[en] ✔️ Английский верен
    }
button-content-version =
    № { $number } · { $at }{ $now ->
        [0] {""}
       *[other] {" "}✓
    }

### Ошибки и предупреждения в содержании (администраторам)

finding-folder-missing = такой папки нет
finding-file-missing = файла нет
finding-file-unknown = такой файл здесь не нужен
finding-file-unreadable = файл не читается: { $problem }
finding-file-large = файл больше { $limit } байт
finding-folder-large = в папке больше { $files } файлов или { $limit } байт
finding-folder-deep = папки вложены глубже { $limit } уровней
finding-file-encoding = файл не в кодировке UTF-8
finding-copy-failed = эту версию не удалось сохранить: { $problem }
finding-yaml-syntax = ошибка YAML: { $problem }
finding-yaml-alias = ссылки & и * здесь не используются: напишите значение полностью
finding-yaml-tag = теги здесь не используются: { $tag }
finding-yaml-key = ключ должен быть словом
finding-yaml-deep = списки вложены слишком глубоко
finding-yaml-large = в файле больше { $limit } значений
finding-yaml-duplicate = ключ { $key } записан дважды
finding-yaml-documents = в одном файле — один документ
finding-front-matter = начало файла пишется между двумя строками ---
finding-field-missing = не хватает { $field }
finding-field-unknown = поля { $field } здесь нет
finding-field-value = значение { $field } не подходит: { $problem }
finding-label-long = { $field }: { $length } знаков, на кнопку помещается { $limit }
finding-link-scheme = ссылка — это полный адрес с https:// или http://, а эта нет: { $url }
finding-phone-form = телефон пишется цифрами, а этот нет: { $phone }
finding-questions-few = примеров вопросов: { $count }, нужно не меньше { $least }
finding-button-target = у кнопки ровно одно из topic, page, wizard, do
finding-option-target = у варианта ровно одно из next, do
finding-node-shape = узел — это вопрос с вариантами или итог с фактами
finding-contact-empty = у контакта есть телефон или сайт
finding-id-duplicate = { $id } записан дважды
finding-topic-slug = { $slug } нет в списке тем
finding-topic-unknown = темы { $id } нет
finding-fact-unknown = факта { $id } нет
finding-fact-low = факт { $id } ненадёжен, говорить его нельзя
finding-link-kazakh = у этого закона есть страница на казахском, через /kaz/: { $url }
finding-value-unread = в значении { $value } нет числа
finding-fact-unused = на факт { $id } не опирается ни одна тема
finding-contact-unknown = контакта { $id } нет
finding-contact-phone = у контакта { $id } нет телефона
finding-contact-url = у контакта { $id } нет сайта
finding-contact-required = нет контакта { $id }, а бот показывает его всегда
finding-emergency-missing = нет { $id }: на карточке об опасности должны быть все четыре номера
finding-category-unknown = категории { $id } нет
finding-page-unknown = страницы { $id } нет
finding-page-unreachable = с главной страницы нет пути к { $id }
finding-page-no-way-home = со страницы { $id } нет пути на главную
finding-page-label = кнопка открывает страницу { $id }, у которой нет подписи
finding-deed-label = у действия { $id } нет подписи в разделе deeds
finding-wizard-slug = { $slug } — это имя темы, дайте помощнику другое
finding-wizard-unknown = помощника { $id } нет
finding-node-unknown = узла { $id } нет
finding-node-unreachable = от начала нет пути к { $id }
finding-node-circle = варианты ведут от { $id } к нему же, а помощник должен кончаться
finding-questions-many = { $count } вопросов подряд, можно не больше { $limit }
finding-question-unknown = when: до этого нет вопроса { $id }
finding-option-unknown = when: у вопроса { $id } нет ответа { $answer }
finding-condition-last = у последнего пути нет условия, чтобы один был открыт всегда
finding-condition-first = у первого текста итога нет условия
finding-days-reversed = until ({ $until }) раньше, чем from ({ $since })
finding-opening-long = заготовка обращения: { $length } знаков, можно до { $limit }
finding-markdown-unsupported = Telegram не может этого показать: { $what }
finding-markdown-empty = текста нет
finding-placeholder = { $placeholder } — не из известных значений: { $problem }
finding-placeholder-place = { $placeholder } работает только в тексте темы
finding-answer-long = ответ с источниками — { $length } знаков, в сообщение помещается { $limit }
finding-sentence-long = в предложении { $count } слов, можно до { $limit }
finding-sentences-long = в предложениях в среднем { $mean } слов, можно до { $limit }
finding-questions-alike = больше { $limit } % слов общие с вопросом: { $question }
finding-number-unknown = { $number } ({ $kind ->
        [count] число
        [date] дата
        [article] статья
        [document] номер документа
        [percent] процент
        [mci] МРП
        [sum] сумма
        [phone] телефон
       *[other] { $kind }
    }) нет среди фактов этой темы
finding-mci-written = сумма в МРП вычисляется, напишите: {"{{"} mci({ $number }) {"}}"}
finding-languages-values = в тексте { $lang } нет значения { $value }, которое есть в { $other }
finding-languages-numbers = в тексте { $lang } нет { $value }, а в { $other } есть
finding-languages-links = в тексте { $lang } нет ссылки { $value }, которая есть в { $other }
finding-checked-old = проверено { $days } дней назад, больше { $limit }
finding-valid-until = срок действия истёк { $day }
finding-stamp-missing = никто ещё не подтвердил, что перевод соответствует казахскому тексту
finding-stamp-old = казахский текст изменился: сверьте с ним перевод
finding-stamp-unknown = перевода { $id } нет
finding-mci-order = даты в { $field } идут по возрастанию
finding-text-syntax = ошибка Fluent: { $problem }
finding-text-many = в файле больше { $limit } текстов
finding-text-deep = скобки вложены глубже { $limit } уровней
finding-text-reference = текст { $id } ссылается на другой текст, напишите его полностью
finding-text-duplicate = текст { $id } записан дважды
finding-text-empty = текст { $id } пуст
finding-text-missing = нет текста { $id }, а в { $other } он есть
finding-text-asked = нет текста { $id }, а бот его говорит
finding-text-unused = текст { $id } бот никогда не говорит
finding-text-variables = в тексте { $id } использовано { $here }, а в { $other } — { $there }
finding-text-html = текст { $id }: { $problem }
finding-text-broken = текст { $id } не получается показать: { $problem }
finding-phrases-few = фраз об опасности ({ $lang }): { $count }, нужно не меньше { $least }
finding-family-unknown = группы { $id } нет
finding-phrase-empty = во фразе { $phrase } нет ни буквы, ни цифры
