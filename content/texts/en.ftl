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
    /hide — clear this chat. Telegram lets messages of the last 48 hours be deleted; delete older ones yourself. A sent appeal is not deleted.
privacy =
    <b>About your data</b>

    If there was an answer, the bot does not keep the text of your question. A question without an answer, and what you write was missing in one, are kept encrypted for up to 90 days. The admins read them without your name and complete the answers. A message that caused an error is kept encrypted, too, until the error is fixed.

    The bot keeps a sent appeal and an unfinished draft encrypted. The operators' group reads the appeal. They do not see your name in Telegram, only your text and files.

    Telegram keeps messages on servers abroad. So it is better not to write children's names, ID numbers or addresses.

    If someone writes of danger, the operators learn only that: they see neither the name nor the words.

    The bot cannot delete an appeal by itself yet. If you need that, add your request to the appeal.
help-admin =
    <b>You are an admin.</b> If something breaks in the bot, word of it comes here. Add the bot to a group and it tells you the line that makes it the operators' group. /content — the content: its state, versions, files. /gaps — questions without an answer and answers that did not help. /id — your Telegram ID.
own-id = Your Telegram ID: <b>{ $id }</b>
not-text = I answer questions written as text. A file or a voice message can go with an appeal: tap “Write an appeal”.
not-text-draft = I cannot take this. You can add a photo, a video, a voice message or a document to your unsent appeal: send it here. To add text, tap “✍️ Continue the appeal”.
file-kept = I got the file but cannot look inside. To send it with an appeal, tap “✍️ Continue the appeal”.
file-joined = The file was added to your unsent appeal. Files in it now: { $files }. To look it over and send it, tap “✍️ Continue the appeal”.
hidden = Hello. If you have a question, just write.
unknown-command = There is no such command.
did-you-mean = Which of these do you mean? Choose below. If it is none of them, write an appeal.
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
danger-child =
    <b>There is help for you. You are not alone.</b>

    If someone is hurting you or scaring you right now, call <b>112</b> or the police on <b>102</b>.
    If you are hurt — <b>103</b> (ambulance).
    To talk to someone — <b>111</b>: free, at any time, you need not give your name.

    It may be that nobody reads this chat right now. Calling is surer.
danger-kept = This message is kept, but not yet sent to the operators.

concern =
    <b>It is good that you said this. There is help.</b>

    Call <b>111</b>: free, at any time, you need not give your name.
    In danger right now — <b>112</b> or <b>102</b> (police). If someone is injured — <b>103</b>.
concern-child =
    <b>It is good that you told me. There is help for you.</b>

    Call <b>111</b>: free, at any time, you need not give your name.
    In danger right now — <b>112</b> or <b>102</b> (police). If someone is hurt — <b>103</b>.

### Answer

small-talk-greeting = <b>Hello.</b> Ask in your own words or choose a topic.
small-talk-thanks = You are welcome. If you have another question, just write.
small-talk-who = <b>I am the bot Abai Bala.</b> I am a program, not a person, and tell only what is checked about help for children. Appeals are read by operators, who are people.
small-talk-operator = No operator is on duty in this chat. They read appeals and reply to them: write an appeal. To talk to a person now, call <b>111</b>: free, day and night.
small-talk-rude = I see that you are angry. Write what happened, or choose a topic. If my answer is not enough, the operators read your appeal.
small-talk-trick = I tell only what is checked about help for children and play no other part. Choose a topic or ask a question.
answer-sources = <i>Sources:</i>
answer-checked = <i>Checked on { $day }</i>
wizard-answers = <i>Your answers: { $answers }</i>
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
form-opening =
    Your appeal begins with these words:
    <blockquote>{ $text }</blockquote>
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
desk-danger = 🆘 <b>Someone wrote to the bot about danger.</b> It showed the numbers 112, 102, 103 and 111. Who it was and what they wrote is not shown here. If an appeal comes, it appears in this group: look at it first.
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
button-send-question = ✉️ Send this question to an operator
button-danger = 🆘 In danger now
button-copy-number = Copy { $number }
button-write-about = Write about this
button-write-outcome = ✍️ Ready-made appeal
button-more = Read more
button-again = ↺ Start over
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
toast-wizard-changed = The questions have changed. Let us start over.
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
command-hide = Clear this chat
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

### Content (for admins)

content-file =
    { $kind ->
        [page-kk] “{ $name }”, Kazakh text
        [page-ru] “{ $name }”, Russian text
        [page-en] “{ $name }”, English text
        [sheet] “{ $name }”: facts and day
        [wizard] the guide “{ $name }”
        [texts-kk] What the bot says, in Kazakh
        [texts-ru] What the bot says, in Russian
        [texts-en] What the bot says, in English
        [facts] The list of facts (facts.yaml)
        [region] The region: phones, MCI, days (region.yaml)
        [menu] The menu (menu.yaml)
        [appeals] Kinds of appeals and places (appeals.yaml)
        [danger] Words of danger (danger.yaml)
        [small-talk] Greetings and thanks (small-talk.yaml)
        [stamps] Confirmed translations (stamps.yaml)
       *[other] <code>{ $name }</code>
    }
content-file-asked =
    { $kind ->
        [other] Questions that the bot does not answer
        [danger] How people tell of danger
        [concern] How people tell of worry
        [harmless] Harmless words that sound like danger
       *[topic] “{ $name }”: how people ask
    }{ $lang ->
        [kk] , in Kazakh
        [ru] , in Russian
       *[en] , in English
    }
content-change =
    • { $file }: { $kind ->
        [new] a new file
        [gone] taken away
       *[changed] lines +{ $added }, −{ $removed }
    }
content-more = …and { $count } more
content-changed =
    <b>The content has changed, and people see it now</b>

    { $changes }
content-edited =
    <b>Another admin changed the content from the chat, and people see it now</b>

    { $changes }
content-broken =
    <b>There are errors in the content folder. Until they are mended, the earlier version is shown.</b>

    { $findings }
content-mended = The errors in the content folder are mended. What people see has not changed.
content-expiring = The answer <b>“{ $topic }”</b> holds until { $day }; after that the bot shows it no more. Check the text and set a new valid_until in topic.yaml.
content-expired = The answer <b>“{ $topic }”</b> ran out on { $day }, and the bot shows it no more. Check the text and set a new valid_until in topic.yaml.
content-status =
    <b>Content</b>

    { $number ->
        [0] The version was not kept: DATA_DIR could not be written.
       *[other] Version { $number }, { $at }, { $origin ->
            [chat] changed from the chat
            [rollback] an earlier one brought back
           *[folder] read from the folder
        }
    }
    Topics: { $topics }. Warnings: { $warnings }.
content-status-broken =
    <b>The folder has errors, so an earlier version is shown:</b>
    { $findings }
content-status-warnings =
    <b>Warnings:</b>
    { $findings }
content-status-read-only = The folder cannot be written, so the content cannot be changed from the chat.
content-how =
    To change something: take a file from the list “Files”, correct it and send it here as a document under the same name. The bot checks it first and shows what would change.
content-freshness =
    <b>When the answers were checked</b>

    { $topics }

    ⚠️ — checked more than { $limit } days ago.
content-fresh =
    { $old ->
        [0] •
       *[other] ⚠️
    } { $checked } · { $topic }{ $until ->
        [0] {""}
       *[other] {" · "}holds until { $until }
    }
content-versions =
    <b>Versions of the content</b>
    The bot keeps the last { $kept } versions that passed the check. Open one to see what it changed.
content-version =
    <b>Version { $number }</b>
    { $at }, { $origin ->
        [chat] changed from the chat
        [rollback] an earlier one brought back
       *[folder] read from the folder
    }

    <b>What it changed:</b>
    { $changes }
content-version-first = this is the first version kept
content-version-now = This version is shown now.
content-version-back =
    <b>Going back to this version would change:</b>
    { $changes }
content-version-bad =
    There is no way back to this version, it does not pass the check of today:
    { $findings }
content-nothing = no difference
content-previews = <b>Which topic do you want to see?</b> The answer appears as people see it.
content-preview-gone = This answer has run out, the bot does not show it.
content-files = <b>Content files</b>
    Choose a file, and it comes as a document.
content-file-caption = <code>{ $path }</code>
content-export-caption = The files that were changed from the chat. Add them to the repository, else the next installation loses them.
content-export-none = No file was changed from the chat.
content-read-only = The content folder cannot be written, so nothing has changed. Ask whoever runs the server to allow writing.
content-file-large = The file is too large: at most { $limit } KB. Nothing has changed.
content-file-lost = Telegram did not hand over this file. Nothing has changed; send it once more.
content-file-album = Send the files one by one. Nothing has changed.
content-file-stranger =
    There is no such content file. Nothing has changed.
    Leave the name as it was in the list “Files”, or write the path under the document, for example <code>topics/camps/en.md</code>.
content-file-many =
    Several files have this name. Send it again and write under it which one it is:
    { $paths }
content-same = This file is the same as the present one. Nothing has changed.
content-refused =
    <b>{ $file }: there are errors in the file, nothing has changed.</b>

    { $findings }

    Correct them and send it again.
content-edit =
    <b>Checked, no errors. Show it to people?</b>

    { $changes }
    { $lines }{ $warnings ->
        [0] {""}
       *[other] {""}
            Warnings:
            { $findings }
    }
content-edit-meanwhile = Somebody else changed this file meanwhile. These are the differences now; look once more.
content-live =
    ✅ <b>The change is made, people see it now.</b>

    { $changes }

    The earlier version is kept: “Versions” brings it back.
content-confirm = Is the translation still true? Compare it with the Kazakh text and confirm it if it is.
content-dropped = The file was not taken. The content is as before.
button-content = 🗂 Content
button-content-fresh = 📅 When checked
button-content-versions = 🕘 Versions
button-content-previews = 👁 Answers
button-content-files = 📄 Files
button-content-export = ⬇️ Take the changed
button-content-back = ↩️ Go back to this
button-content-apply = ✅ Show to people
button-content-edit = ← To the change
button-content-preview =
    { $lang ->
        [kk] 👁 In Kazakh
        [ru] 👁 In Russian
       *[en] 👁 In English
    }
button-content-confirm =
    { $lang ->
        [ru] ✔️ Russian is true
       *[en] ✔️ English is true
    }
button-content-version =
    { $number } · { $at }{ $now ->
        [0] {""}
       *[other] {" "}✓
    }

### Errors and warnings in the content (for admins)

finding-folder-missing = there is no such folder
finding-file-missing = the file is missing
finding-file-unknown = no such file is expected here
finding-file-unreadable = the file cannot be read: { $problem }
finding-file-large = the file is larger than { $limit } bytes
finding-folder-large = the folder holds more than { $files } files or { $limit } bytes
finding-folder-deep = folders are nested deeper than { $limit }
finding-file-encoding = the file is not UTF-8
finding-copy-failed = this version could not be kept: { $problem }
finding-yaml-syntax = not YAML: { $problem }
finding-yaml-alias = anchors and aliases are not used here: write the value out
finding-yaml-tag = tags are not used here: { $tag }
finding-yaml-key = a key must be a word
finding-yaml-deep = lists and keys are nested too deeply
finding-yaml-large = the file holds more than { $limit } values
finding-yaml-duplicate = the key { $key } stands twice
finding-yaml-documents = one document per file
finding-front-matter = the file starts with lines between two lines of ---
finding-field-missing = { $field } is missing
finding-field-unknown = { $field } is not known here
finding-field-value = { $field }: { $problem }
finding-label-long = { $field } has { $length } characters, a button takes { $limit }
finding-link-scheme = a link is a whole address with https:// or http://, not { $url }
finding-phone-form = a phone is written with digits, not { $phone }
finding-questions-few = { $count } example questions, at least { $least } are needed
finding-button-target = a button has exactly one of topic, page, wizard, do
finding-option-target = an option has exactly one of next, do
finding-node-shape = a node is a question with options, or an outcome with facts
finding-contact-empty = a contact has a phone or a url
finding-id-duplicate = { $id } stands twice
finding-topic-slug = { $slug } is not one of the fixed topics
finding-topic-unknown = there is no topic { $id }
finding-fact-unknown = there is no fact { $id }
finding-fact-low = fact { $id } has low confidence and must not be told
finding-link-kazakh = in Kazakh this law has its own page under /kaz/: { $url }
finding-value-unread = the value { $value } holds no figure
finding-fact-unused = no topic rests on fact { $id }
finding-contact-unknown = there is no contact { $id }
finding-contact-phone = contact { $id } has no phone
finding-contact-url = contact { $id } has no url
finding-contact-required = contact { $id } is missing: the bot always shows it
finding-emergency-missing = { $id } is missing: the danger card shows all four numbers
finding-category-unknown = there is no category { $id }
finding-page-unknown = there is no page { $id }
finding-page-unreachable = no button leads from the home page to { $id }
finding-page-no-way-home = the parents of { $id } do not lead to the home page
finding-page-label = a button opens page { $id }, which has no label
finding-deed-label = a button does { $id }, which has no label under deeds
finding-wizard-slug = { $slug } is the name of a topic, give the guide another
finding-wizard-unknown = there is no guide { $id }
finding-node-unknown = there is no node { $id }
finding-node-unreachable = no option leads from the start to { $id }
finding-node-circle = options lead from { $id } back to it: a guide must end
finding-questions-many = { $count } questions in a row, at most { $limit }
finding-question-unknown = when: no question { $id } comes before this
finding-option-unknown = when: question { $id } has no answer { $answer }
finding-condition-last = the last way has no condition, so that one is always open
finding-condition-first = the first text of an outcome has no condition
finding-days-reversed = until { $until } comes before from { $since }
finding-opening-long = the words of the appeal have { $length } characters, at most { $limit }
finding-markdown-unsupported = Telegram cannot show { $what } here
finding-markdown-empty = the text is empty
finding-placeholder = { $placeholder } is not one of the known values: { $problem }
finding-placeholder-place = { $placeholder } works only in the text of a topic
finding-answer-long = the answer with its sources has { $length } characters, a message takes { $limit }
finding-sentence-long = a sentence of { $count } words, people read at most { $limit }
finding-sentences-long = { $mean } words in a sentence on average, people read at most { $limit }
finding-questions-alike = shares over { $limit } % of its words with: { $question }
finding-number-unknown = { $number } ({ $kind ->
        [count] number
        [date] date
        [article] article
        [document] document
        [percent] percentage
        [mci] MCI
        [sum] sum
        [phone] phone
       *[other] { $kind }
    }) is not among the values of this topic’s facts
finding-mci-written = a sum in MCI is computed: write {"{{"} mci({ $number }) {"}}"}
finding-languages-values = { $lang } lacks the value { $value }, which { $other } has
finding-languages-numbers = { $lang } lacks { $value }, which { $other } has
finding-languages-links = { $lang } lacks the link { $value }, which { $other } has
finding-checked-old = checked { $days } days ago, more than { $limit }
finding-valid-until = valid only until { $day }
finding-stamp-missing = nobody has said yet that the translation follows the Kazakh text
finding-stamp-old = the Kazakh text has changed: compare the translation with it
finding-stamp-unknown = there is no translation { $id }
finding-mci-order = the days under { $field } must grow
finding-text-syntax = not Fluent: { $problem }
finding-text-many = the file holds more than { $limit } texts
finding-text-deep = braces are nested deeper than { $limit }
finding-text-reference = text { $id } refers to another text: write it out
finding-text-duplicate = text { $id } stands twice
finding-text-empty = text { $id } has no value
finding-text-missing = text { $id } is missing; { $other } has it
finding-text-asked = text { $id } is missing: the bot says it
finding-text-unused = the bot never says text { $id }
finding-text-variables = text { $id } uses { $here } here and { $there } in { $other }
finding-text-html = text { $id }: { $problem }
finding-text-broken = text { $id } cannot be shown: { $problem }
finding-asked-missing = no line teaches the bot how people say this: { $label }
finding-asked-empty = the line holds no letter or digit
finding-asked-long = the line is longer than { $limit } characters
finding-asked-twice = the same words stand at { $place }: a line teaches one thing
finding-phrases-few = { $count } danger phrases in { $lang }, at least { $least } are needed
finding-family-unknown = there is no family { $id }
finding-phrase-empty = the phrase { $phrase } holds no letter or digit
