// One phone: the messages of a room, and what a tap on them does.

import { Composer } from "./composer.js";
import { clock, clone, item, make, trim, unfold, words } from "./message.js";
import { ask } from "./server.js";

const NEAR_END = 48;
const TOAST_MS = 3500;
const QUIET_MS = 500; // a screen reader is not told the whole history
const FLASH_MS = 900;
const PATIENCE_MS = 10000;

export class Phone {
  /** `alert(text)` shows what has to be confirmed. */
  constructor(section, alert) {
    section.append(clone("phone"));
    this.find = (name) => section.querySelector(name);
    this.alert = alert;
    this.log = this.find(".log");
    this.list = this.find("ol");
    this.atEnd = true;
    this.composer = new Composer(this);
    this.log.addEventListener("scroll", () => this.scrolled());
    this.list.addEventListener("click", (event) => this.tapped(event.target));
    this.find(".newest").onclick = () => this.toEnd("smooth");
    this.find(".start").onclick = () => this.write("/start");
    const resized = new ResizeObserver(() => this.resized());
    resized.observe(this.list);
    resized.observe(this.log);
  }

  resized() {
    trim(this.list);
    if (this.atEnd && !this.unfolding && this.log.scrollTop < this.end()) this.toEnd();
    this.unfolding = false;
  }

  show(room) {
    const other = this.room?.id !== room.id;
    if (other) this.composer.change(this.room, room);
    this.room = room;
    const at = this.log.scrollTop;
    this.log.setAttribute("aria-busy", "true");
    this.list.replaceChildren();
    for (const message of room.messages.values()) this.append(message);
    setTimeout(() => this.log.setAttribute("aria-busy", "false"), QUIET_MS);
    this.face();
    if (other || this.atEnd) this.toEnd();
    else this.log.scrollTop = at;
  }

  face() {
    const { room } = this;
    this.find(".avatar").textContent = room.id > 0 ? "" : [...room.title][0];
    const who = this.find(".who");
    if (who) who.textContent = room.person;
    this.find(".title b").textContent = room.title;
    this.find(".title span").textContent = room.id > 0 ? words.bot : room.members.join(", ");
    this.find(".about p").textContent = room.about;
    const fresh = room.messages.size === 0;
    this.find(".empty").hidden = !fresh;
    this.find(".about").hidden = room.id < 0 || !room.about;
    this.find(".start").hidden = !fresh || room.id < 0;
    this.find(".composer").hidden = !this.find(".start").hidden;
  }

  shown(messageId) {
    return document.getElementById(`m${this.room.id}.${messageId}`);
  }

  append(message) {
    const { day } = clock(message.date);
    if (this.day !== day || !this.list.hasChildNodes()) this.list.append(make("li", day, { class: "service" }));
    this.day = day;
    this.list.append(item(message, this.room));
  }

  /** Put a new or changed message in its place; the focus and the reader's place stay. */
  put(message) {
    const old = this.shown(message.message_id);
    if (old) this.exchange(old, item(message, this.room));
    else this.append(message);
    this.face();
    this.atEnd ||= !old && message.from.id === this.room.me;
    if (this.atEnd) this.toEnd();
    else this.find(".newest").hidden = false;
  }

  exchange(old, fresh) {
    const focused = old.contains(document.activeElement) && document.activeElement;
    const at = [...old.querySelectorAll(".keyboard .key")].indexOf(focused);
    old.replaceWith(fresh);
    trim(fresh);
    if (focused) (fresh.querySelectorAll(".keyboard .key")[Math.max(at, 0)] ?? fresh).focus();
  }

  drop(messageId) {
    this.shown(messageId)?.remove();
    this.face();
  }

  /** Where reading goes on: the end, or the beginning of a last message that is taller than the screen. */
  end() {
    const bottom = this.log.scrollHeight - this.log.clientHeight;
    return Math.min(bottom, Math.max((this.list.lastElementChild?.offsetTop ?? 0) - 8, 0));
  }

  toEnd(behavior = "instant") {
    this.atEnd = true;
    this.log.scrollTo({ top: this.end(), behavior });
  }

  scrolled() {
    this.atEnd = this.log.scrollTop >= this.end() - NEAR_END;
    this.find(".newest").hidden = this.atEnd;
  }

  toast(text) {
    this.find(".toast").textContent = text;
    clearTimeout(this.toasting);
    this.toasting = setTimeout(() => this.toast(""), TOAST_MS);
  }

  /** Ask for a deed in this room; null when it was refused, and the person is told. */
  async ask(deed, asked) {
    try {
      return await ask(deed, { chat: this.room.id, ...asked });
    } catch (error) {
      this.toast(error.status === 413 ? words.tooLarge : words.failed);
      return null;
    }
  }

  write(text, replyTo = null) {
    return this.ask("send", { text, reply_to: replyTo });
  }

  tapped(target) {
    const button = target.closest("button");
    const message = this.room.messages.get(Number(target.closest(".message")?.id.split(".")[1]));
    if (!button) target.closest(".spoiler")?.classList.add("told");
    else if (button.matches(".reply")) this.composer.replyTo(message);
    else if (button.matches(".unfold")) this.unfold(button);
    else if (button.matches(".command")) this.write(button.textContent);
    else if (button.matches(".quote")) this.goTo(button.dataset.to);
    else if (button.dataset.copy) this.copy(button.dataset.copy);
    else if (button.dataset.press) this.press(button, message);
  }

  /** The reader stays where the quote is, however long it becomes. */
  unfold(button) {
    const open = button.getAttribute("aria-expanded") === "false";
    this.unfolding = true;
    unfold(button, open);
    if (!open) button.parentElement.scrollIntoView({ block: "nearest" });
  }

  goTo(messageId) {
    const shown = this.shown(messageId);
    shown?.scrollIntoView({ block: "center" });
    shown?.focus({ preventScroll: true });
    shown?.animate({ opacity: [0.3, 1] }, FLASH_MS);
  }

  async copy(text) {
    const copied = navigator.clipboard?.writeText(text) ?? Promise.reject(new Error("no clipboard"));
    this.toast(`${await copied.then(() => words.copied, () => words.notCopied)}: ${text}`);
  }

  async press(button, message) {
    button.setAttribute("aria-busy", "true");
    setTimeout(() => button.removeAttribute("aria-busy"), PATIENCE_MS);
    await this.ask("press", { message: message.message_id, data: button.dataset.press });
  }

  /** The bot answered a press: with a toast, an alert, or nothing to say. */
  answered(event) {
    for (const busy of this.list.querySelectorAll("[aria-busy]")) busy.removeAttribute("aria-busy");
    if (event.text) event.show_alert ? this.alert(event.text) : this.toast(event.text);
  }
}
