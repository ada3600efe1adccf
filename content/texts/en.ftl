# Every sentence of the bot and its pages. Only <b>, <i>, <code>, <blockquote>, <a> may stand in a text.
# Leave words that begin with $ as they are: the bot puts a value there.

### General

language-name = English
greeting =
    <b>Hello. This is Abai Bala.</b>
    A bot for parents, children and everyone who lives in the Abai region.
language-question = Which language suits you?
help =
    <b>What the bot can do</b>

    1. Choose a topic with a button, or ask in your own words. Each answer names its source and the day it was checked.
    2. If the answer is not enough, write an appeal. The bot tells you its number and the day by which you get a reply.
    3. See how your appeal stands under “My appeals” or with /status.

    /start — main menu
    /appeal — write an appeal
    /status — how an appeal stands
    /language — change language
    /privacy — about your data
privacy =
    <b>About your data</b>

    If there was an answer, the bot does not keep the text of your question. A question without an answer, and what you write was missing in one, are kept encrypted for up to 90 days. The admins read them without your name and complete the answers. A message that caused an error is kept encrypted, too, until the error is fixed.

    The bot keeps a sent appeal and an unfinished draft encrypted. The operators' group reads the appeal. They do not see your name in Telegram, only your text and files.

    Telegram keeps messages on servers abroad. So it is better not to write children's names, ID numbers or addresses.

    The bot cannot delete an appeal by itself yet. If you need that, add your request to the appeal.
help-admin =
    <b>You are an admin.</b> If something breaks in the bot, word of it comes here. Add the bot to a group and it tells you the line that makes it the operators' group. /gaps — questions without an answer and answers that did not help. /id — your Telegram ID.
own-id = Your Telegram ID: <b>{ $id }</b>
not-text = I answer questions written as text. A file or a voice message can go with an appeal: tap “Write an appeal”.
file-kept = I got the file but cannot look inside. To send it with an appeal, tap “✍️ Continue the appeal”.
unknown-command = There is no such command.
not-found =
    I have no checked answer to this question. I will not make one up.

    Look at the topics below, call <b>111</b> (free, day and night) or write an appeal.

    Such questions are kept without your name for up to 90 days. The admins complete the answers by them.

### Danger

danger =
    <b>There is help. You are not alone.</b>

    If someone is being hurt or threatened right now, call <b>112</b> or the police on <b>102</b>.
    If someone is injured — <b>103</b> (ambulance).
    To talk and get advice — <b>111</b>: free, at any time, you need not give your name.

    It may be that nobody reads this chat right now. Calling is surer.

concern =
    <b>It is good that you said this. There is help.</b>

    Call <b>111</b>: free, at any time, you need not give your name.
    In danger right now — <b>112</b> or <b>102</b> (police). If someone is injured — <b>103</b>.

### Answer

small-talk-greeting = <b>Hello.</b> Ask in your own words or choose a topic.
small-talk-thanks = You are welcome. If you have another question, just write.
answer-sources = <i>Sources:</i>
answer-checked = <i>Checked on { $day }</i>
value-mci = { $sum } ₸ ({ $count } MCI, { $year })
value-mci-unknown = { $count } MCI (the sum in tenge follows once the new MCI is set)
value-minimum = { $sum } ₸ a month for one person ({ $year })
value-minimum-unknown = the sum of this year is not known to us yet

### Did the answer help

missing-question =
    <b>What was missing in the answer “{ $topic }”?</b>

    Write it in one message. The admins read it without your name, and nobody replies to it. Do not write names or phone numbers.
missing-only-words = I take only text here. Write what was missing, or tap “Skip”.
missing-thanks =
    <b>Thank you, noted.</b> The admins will look at it when they complete the answer.

    If you need help now, call <b>111</b> or write an appeal.

### Writing an appeal

form-category = <b>What is the appeal about?</b>
form-place = <b>Where did it happen?</b> Choose the city or district.
form-text =
    <b>Now write in your own words.</b>
    { $hint }

    You can also send a photo, a voice message or a document.
form-kept = What you wrote is kept and will be part of the appeal.
form-preview =
    <b>Look the appeal over before you send it</b>

    { $category } · { $place }
    <blockquote>{ $text }</blockquote>{ $files ->
        [0] {""}
       *[other] {""}📎 { $files }
    }

    { $consent }

    Operators reply within { $days } { $days ->
        [one] working day
       *[other] working days
    }, that is by <b>{ $due }</b>.
consent =
    The operators' group will read the appeal. Telegram carries it through servers abroad. It is not a formal appeal under the Administrative Procedure and Process Code. If you need a formal reply, write through <a href="{ $url }">e-Otinish</a>. By tapping “Send” you agree to this.
form-sent =
    ✅ Appeal <b>{ $number }</b> is sent

    { $category } · { $place }
    <blockquote>{ $text }</blockquote>{ $files ->
        [0] {""}
       *[other] {""}📎 { $files }
    }
form-dropped = The appeal was not sent and the draft is deleted. Start again whenever you need to.
form-drop = This appeal has not been sent yet. Delete what you wrote?
form-other =
    <b>You have an unsent appeal:</b>
    <blockquote>{ $text }</blockquote>
    Continue it, or start a new one in its place?
form-anew = The new text takes the place of the old one. Until you send it, the old one is kept.
form-only-words = This cannot go with an appeal. Send text, a photo, a video, a voice message or a document. What you wrote before is kept.
form-too-long = This does not fit: up to 4096 characters of text and 10 files. What you wrote before is kept. Send it first and add the rest afterwards.
receipt =
    <b>Your appeal is received: { $number }</b>

    Sent on: { $filed }
    Reply due: { $days } { $days ->
        [one] working day
       *[other] working days
    }, by <b>{ $due }</b>

    The reply comes here. To add something, reply to this message.

### My appeals

mine =
    <b>Your appeals: { $count }</b>
    🟡 open, 🟢 answered
mine-none = You have no appeals yet.
mine-line-open = 🟡 { $number } · { $category } · { $filed }
mine-line-answered = 🟢 { $number } · { $category } · { $filed }
status-unknown = There is no such number among your appeals. A number looks like this: AB-2026-000001.
status-open =
    <b>{ $number }</b> · open
    { $category } · { $place }
    Sent on: { $filed }
    Reply by <b>{ $due }</b>
status-answered =
    <b>{ $number }</b> · answered
    { $category } · { $place }
    Sent on: { $filed }
    Answered on: { $answered }
entry-statement =
    <b>{ $day }, you wrote</b>{ $files ->
        [0] {""}
       *[other] {" · "}📎 { $files }
    }
    { $text }
entry-addition =
    <b>{ $day }, you added</b>{ $files ->
        [0] {""}
       *[other] {" · "}📎 { $files }
    }
    { $text }
entry-correction =
    <b>{ $day }, you corrected</b>{ $files ->
        [0] {""}
       *[other] {" · "}📎 { $files }
    }
    { $text }
entry-reply =
    <b>{ $day }, the operator replied</b>{ $files ->
        [0] {""}
       *[other] {" · "}📎 { $files }
    }
    { $text }
add-question = What do you want to add to <b>{ $number }</b>? Send text, a photo, a voice message or a document.
added = Added. Operators will see it with appeal { $number }.
corrected = Your correction is added to appeal { $number }. The earlier text is kept, too.
reply =
    <b>Reply to your appeal { $number }</b>

    { $text }{ $files ->
        [0] {""}
       *[other] {" "}📎 { $files }
    }

    If you disagree or want to add something, reply to this message.
parked = I could not work with your message, but it is kept and the admin knows. Write again or call <b>111</b>.

### Operators' group

card-open =
    🟡 <code>{ $number }</code> · waiting for a reply
    { $category } · { $place }
    Sent: { $filed } · due: <b>{ $due }</b>
    Author's language: { $language }{ $files ->
        [0] {""}
       *[other] {" · "}📎 { $files }
    }
    { $delivery }

    { $text }
card-answered =
    🟢 <code>{ $number }</code> · answered
    { $category } · { $place }
    Sent: { $filed } · due: { $due }
    Author's language: { $language }{ $files ->
        [0] {""}
       *[other] {" · "}📎 { $files }
    }
    { $delivery }

    { $text }
card-addition =
    ➕ <code>{ $number }</code> · { $day }, the author added{ $files ->
        [0] {""}
       *[other] {" · "}📎 { $files }
    }

    { $text }
card-reply =
    💬 <b>{ $day }, the operator replied</b>{ $files ->
        [0] {""}
       *[other] {" · "}📎 { $files }
    }
    { $text }
card-note =
    📝 <b>{ $day }, the operators' note</b>{ $files ->
        [0] {""}
       *[other] {" · "}📎 { $files }
    }
    { $text }
card-lost = ⚠️ A file or a part of the author's text did not arrive here.
card-correction =
    ✏️ <code>{ $number }</code>, { $day }: the author corrected a message{ $files ->
        [0] {""}
       *[other] {" · "}📎 { $files }
    }

    { $text }
delivery-none = To answer, reply to this message.
delivery-queued = The reply is queued, the author does not have it yet.
delivery-sent = The reply was delivered to the author.
delivery-going = The text of the reply reached the author, the rest is on its way.
delivery-blocked = ⚠️ The reply was not delivered: the author blocked the bot.
delivery-failed =
    ⚠️ The reply was not delivered: { $why ->
        [not-found] the author's chat was not found.
        [damaged] the message is damaged on disk.
        [dropped] an admin gave it up.
       *[refused] Telegram did not take it.
    }
delivery-partly =
    ⚠️ A part of the reply (a file or the end of the text) was not delivered: { $why ->
        [blocked] the author blocked the bot.
        [not-found] the author's chat was not found.
        [damaged] the message is damaged on disk.
        [dropped] an admin gave it up.
       *[refused] Telegram did not take it.
    }
desk-help =
    <b>Operators' group</b>

    Appeals arrive here. To answer one, reply to its card: the bot shows the text first, and you choose to send it to the author or to keep it as a note.

    /appeals — open appeals
    /language — the group's language
    /id — your Telegram ID
desk-anonymous = A reply needs a person behind it. Turn off anonymous admin mode and write as yourself.
desk-only-words = This cannot be sent to the author. Send text, a photo, a video, a voice message or a document.
desk-no-appeal = This message belongs to no appeal. Reply to an appeal's card or send /appeals.
desk-known = This message has already been handled.
desk-edited-late = { $number }: this reply has gone to the author and cannot be changed. Write the correction as a new reply.
desk-preview =
    <b>This reply goes to the author of { $number }</b>{ $files ->
        [0] {""}
       *[other] {" · "}📎 { $files }
    }

    { $text }
desk-beginning = <i>Only the beginning is shown here. The author gets the whole text.</i>
desk-sending =
    📨 <code>{ $number }</code>
    { $delivery }

    { $text }
desk-noted =
    📝 <code>{ $number }</code>: kept as a note, the author does not see it.

    { $text }
queue = <b>Open appeals: { $count }</b>
queue-none = There are no open appeals.
queue-entry =
    { $overdue ->
        [0] {""}
       *[other] ⏰{" "}
    }{ $again ->
        [0] {""}
       *[other] 💬{" "}
    }<b>{ $number }</b> · { $overdue ->
        [0] by { $due }
       *[other] was due { $due }
    }
    { $category } · { $place }{ $again ->
        [0] {""}
       *[other] {" · "}the author wrote again
    }

### Admins

admin-no-group = No operators' group is set (OPERATORS_CHAT_ID). Appeals are kept, but nobody sees them.
admin-group-unreachable = Messages do not reach the operators' group. Add the bot to the group and check OPERATORS_CHAT_ID. Appeals are kept; their cards come once the group is there.
admin-parked = One message failed five times and was set aside, encrypted. Its author was told, and the chat goes on.
admin-store-failing = The database takes no writes. New messages stay with Telegram, nothing is lost. Check the free space on the disk and DATABASE_URL.
admin-store-well = The database works again. What came meanwhile is being worked through; there is nothing to do.
admin-late = Messages are late: the oldest has waited for more than a minute. They are kept and go out as soon as Telegram takes them. Check the connection to Telegram.
admin-late-over = What was late is sent; there is nothing to do.
admin-clock-jumped =
    The server's clock jumped { $way ->
        [forward] forward
       *[back] back
    } by { $hours } h { $minutes } min. Check it: the due days of appeals are counted by it.
admin-group-moved =
    The operators' group became a supergroup, and its number changed. The bot writes there already and has posted the cards of the open appeals. Put this line into the .env file:

    <code>{ $line }</code>
gaps =
    <b>What the answers lack</b>
    Notes of the last { $days } days: { $count }. Who wrote them is not kept.
gaps-none = In the last { $days } days there was no question without an answer, and no answer that did not help.
gaps-tally = “{ $topic }”: did not help — { $missed }, helped — { $helped }
gaps-question =
    ❓ <b>No answer found</b> · times: { $times } · last on { $day } · { $language }
    <blockquote>{ $text }</blockquote>
gaps-missing =
    💬 <b>“{ $topic }”</b> · times: { $times } · last on { $day } · { $language }
    <blockquote>{ $text }</blockquote>
group-line =
    To make this the operators' group, put this line into the .env file and restart the bot:

    <code>{ $line }</code>
group-foreign = This is not the operators' group, so commands do not work here.

### Buttons (at most 24 characters)

button-home = 🏠 Main menu
button-back = ← Back
button-appeal = Write an appeal
button-mine = My appeals
button-danger = 🆘 In danger now
button-copy-number = Copy { $number }
button-write-about = Write about this
button-helped = This helped
button-not-helped = This did not help
button-skip = Skip
button-resume = ✍️ Continue the appeal
button-send = ✅ Send
button-rewrite = Write again
button-change-category = Change the topic
button-change-place = Change the place
button-delete = 🗑 Delete
button-another = Start a new one
button-drop = Cancel
button-add = Add to it
button-newer = ← Previous
button-older = Next →
button-refresh = Refresh
button-send-reply = 📨 Send to the author
button-keep-note = 📝 Keep as a note

### Short notices (at most 200 characters)

toast-old-button = This button is out of date. Send /start to open the menu anew.
toast-helped = Thank you, noted.
toast-language = We speak English now.
toast-look-again = The text has changed. Look it over again before you send it.
toast-sent = Appeal { $number } is sent.
toast-card = The card was posted again.
toast-decided = This reply has already been decided on.
toast-refreshed = The list is up to date.

### Commands and description

command-start = Main menu
command-help = What the bot can do
command-appeal = Write an appeal
command-status = How an appeal stands
command-language = Change language
command-privacy = About your data
command-appeals = Open appeals
command-id = Your Telegram ID
bot-short-description = Abai region: exact answers on help for children, and appeals. In danger call 112, for advice 111.
bot-description = For parents, children and everyone in the Abai region: the 111 helpline, bullying at school, free meals, camps. Every answer has its source. If it is not enough, write an appeal: it gets a number and a due date. If someone is in danger now, call 112.

### The tour (abai-bala demo --tour)

demo-people = Aigul, Yerlan, Dinara
demo-group = Operators' group
tour-question = classmates tease my child every day, what can I do
tour-statement = In grade 5 my child has been teased and robbed of his things for two weeks. We told the teacher and nothing changed.
tour-reply = We spoke with the school: your report is registered, and tomorrow the deputy head meets the parents of both sides.

### Demo page

page-title = Abai Bala: demo
page-name = Abai Bala
page-about = Demo: everything stays on this computer, no Telegram and no internet
page-script = This page needs JavaScript. Please turn it on in the browser.
page-language = Language of the page
page-night = Night mode
page-phones = Phones
page-parent = Parent
page-operators = Operators’ group
page-team = Operators
page-admin = Admin
page-parents = Parents
page-another = Another parent
page-another-question = Which language do they speak?
page-parent-names = Emma, Oliver, Amelia, George, Isla, Noah
page-lost = Connection lost. Trying again…
page-messages = Messages
page-unread = New messages
page-newest = Go to the newest message
page-nothing = No messages yet
page-what = What can this bot do?
page-start = Start
page-bot = bot
page-you = You
page-message = Message
page-send = Send
page-commands = Commands
page-attach = Attach a file
page-detach = Remove the file
page-record = Record a voice message
page-recording = Recording. Press again to stop.
page-no-microphone = No access to a microphone. You can attach a recording as a file.
page-too-large = The file is too large. Choose one of 50 MB at most.
page-failed = That did not work. What you wrote is still here, please try again.
page-reply = Reply
page-reply-cancel = Cancel the reply
page-edited = edited
page-joined = joined the group
page-photo = Photo
page-video = Video
page-voice = Voice message
page-audio = Audio
page-document = File
page-other = Message
page-play = Play
page-copied = Copied
page-not-copied = Could not copy
page-new-tab = opens in a new tab
page-understood = OK
