// Where a person writes: text, commands, files, a voice, replies.

import { make, snippet, words } from "./message.js";
import { base64 } from "./server.js";

const LARGEST_FILE = 50 * 1024 * 1024;

function kindOfFile(file) {
  if (/^image\/(jpeg|png|webp|gif)$/.test(file.type)) return "photo";
  if (/^audio\/ogg/.test(file.type)) return "voice";
  return /^(audio|video)\//.exec(file.type)?.[1] ?? "document";
}

export class Composer {
  constructor(phone) {
    this.phone = phone;
    this.find = phone.find;
    this.box = this.find("textarea");
    this.picker = this.find("[type=file]");
    this.offered = this.find(".commands");
    this.box.addEventListener("input", () => this.typed());
    this.box.addEventListener("paste", (event) => this.attach(event.clipboardData.files[0]));
    this.box.closest(".screen").addEventListener("keydown", (event) => this.keyed(event));
    this.find(".composer").onsubmit = (event) => event.preventDefault() ?? this.submit();
    this.find(".menu").onclick = () => {
      this.offer(this.offered.hidden ? "/" : "");
      this.offered.querySelector("button")?.focus();
    };
    this.find(".attach").onclick = () => this.picker.click();
    this.picker.onchange = () => this.attach(this.picker.files[0]);
    this.find(".record").onclick = () => (this.recorder ? this.recorder.stop() : this.record());
    this.find("[data-for=reply] button").onclick = () => this.replyTo(null);
    this.find("[data-for=file] button").onclick = () => this.detach();
  }

  /** Another room is shown: what was being written stays with the one it was for. */
  change(before, after) {
    if (before) before.draft = this.taken();
    this.restore(after.draft);
  }

  taken() {
    return { text: this.box.value, file: this.file, replying: this.replying };
  }

  restore({ text = "", file = null, replying = null } = {}) {
    this.box.value = text;
    this.picker.value = "";
    this.file = file;
    this.replying = replying;
    this.above("file", file && words[kindOfFile(file)], file?.name);
    this.above("reply", replying?.from.first_name, replying && snippet(replying));
    this.typed();
  }

  attach(file) {
    if (file?.size > LARGEST_FILE) this.phone.toast(words.tooLarge);
    else if (file) this.restore({ ...this.taken(), file });
    this.box.focus();
  }

  detach() {
    this.restore({ ...this.taken(), file: null });
    this.box.focus();
  }

  replyTo(replying) {
    this.restore({ ...this.taken(), replying });
    this.box.focus();
  }

  above(what, head, line) {
    const shown = this.find(`[data-for=${what}]`);
    shown.hidden = !head;
    shown.querySelector("b").textContent = head ?? "";
    shown.querySelector("span").textContent = line ?? "";
  }

  typed() {
    const ready = Boolean(this.box.value.trim() || this.file);
    this.find(".send").hidden = !ready;
    this.find(".record").hidden = ready;
    this.offer(/^\/\w*$/.test(this.box.value) ? this.box.value : "");
  }

  /** Offer the commands that begin so; with nothing begun the offer closes. */
  offer(begun) {
    const fitting = begun ? this.phone.room.commands.filter((one) => `/${one.command}`.startsWith(begun)) : [];
    this.offered.replaceChildren(...fitting.map((one) => this.command(one)));
    this.offered.hidden = !fitting.length;
    this.find(".menu").setAttribute("aria-expanded", String(fitting.length > 0));
  }

  command({ command, description }) {
    const [line, button] = [make("li"), make("button", "", { type: "button" })];
    button.append(make("b", `/${command}`), " ", make("span", description));
    button.onclick = () => {
      this.restore();
      this.box.focus();
      this.phone.write(`/${command}`);
    };
    line.append(button);
    return line;
  }

  keyed(event) {
    const buttons = [...this.offered.querySelectorAll("button")];
    const at = buttons.indexOf(document.activeElement);
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (event.key === "Escape") {
      this.replyTo(null);
      this.offer("");
    } else if (step && buttons.length && (at >= 0 || event.target === this.box)) {
      event.preventDefault();
      buttons.at(at < 0 && step < 0 ? -1 : (at + step) % buttons.length).focus();
    } else if (event.key === "Enter" && event.target === this.box && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.submit();
    }
  }

  async submit() {
    const taken = this.taken();
    const [text, replyTo] = [taken.text.trim(), taken.replying?.message_id ?? null];
    if (!text && !taken.file) return;
    this.restore();
    const more = { caption: text, reply_to: replyTo };
    const sent = await (taken.file ? this.upload(taken.file, more) : this.phone.write(text, replyTo));
    if (!sent && !this.box.value) this.restore(taken);
  }

  async upload(file, more) {
    const { name, type: mime } = file;
    return this.phone.ask("upload", { kind: kindOfFile(file), name, mime, data: await base64(file), ...more });
  }

  async record() {
    const pieces = [];
    const stream = await navigator.mediaDevices?.getUserMedia({ audio: true }).catch(() => null);
    if (!stream) return this.phone.toast(words.noMicrophone);
    this.recorder = new MediaRecorder(stream);
    this.recorder.ondataavailable = (event) => pieces.push(event.data);
    this.recorder.onstop = () => this.recorded(stream, pieces);
    this.recorder.start();
    this.find(".record").setAttribute("aria-pressed", "true");
    this.phone.toast(words.recording);
  }

  recorded(stream, pieces) {
    for (const track of stream.getTracks()) track.stop();
    const type = this.recorder.mimeType.split(";")[0];
    this.recorder = null;
    this.find(".record").setAttribute("aria-pressed", "false");
    this.phone.toast("");
    this.upload(new File(pieces, "", { type }), { kind: "voice" });
  }
}
