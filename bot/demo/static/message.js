// One message as a list item. People's words become text nodes only, never markup.

import { fileAddress } from "./server.js";

export const words = document.getElementById("words").dataset;
const TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", spoiler: "span", code: "code", pre: "pre",
  blockquote: "blockquote",
};
const BLOCKS = ["pre", "blockquote", "expandable_blockquote"];
const WHOLE = /(AB-\d{4}-\d+|№\s?\d[\w-]*)/; // never broken at the end of a line
const SAFE = /^(https?|tg|mailto):/i;

export function make(tag, text = "", attributes = {}) {
  const element = document.createElement(tag);
  element.textContent = text;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

export const clone = (id) => document.getElementById(id).content.firstElementChild.cloneNode(true);

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("aria-hidden", "true");
  svg.append(document.createElementNS(svg.namespaceURI, "use"));
  svg.firstChild.setAttribute("href", `/demo/static/icons.svg#${name}`);
  return svg;
}

/** Kazakhstan's day and time, wherever the browser is; `date` in Unix seconds. */
export function clock(date) {
  const there = new Date((date + Number(document.documentElement.dataset.utcOffset)) * 1000).toISOString();
  const [year, month, day] = there.slice(0, 10).split("-");
  return { day: `${day}.${month}.${year}`, time: there.slice(11, 16) };
}

function link(href, text) {
  if (!SAFE.test(href)) return make("span", text);
  return make("a", text, { href, target: "_blank", rel: "noopener noreferrer" });
}

function marked(entity, shown) {
  if (entity.type === "text_link") return link(entity.url, "");
  if (entity.type === "url") return link(SAFE.test(shown) ? shown : `https://${shown}`, "");
  if (entity.type === "email") return link(`mailto:${shown}`, "");
  if (entity.type === "bot_command") return make("button", "", { type: "button", class: "command" });
  if (entity.type === "expandable_blockquote") return clone("fold");
  return make(TAGS[entity.type] ?? "span", "", { class: entity.type });
}

function filled(node, inside) {
  const lines = node.querySelector(".lines") ?? node;
  lines.append(...inside);
  node.querySelector(".unfold")?.setAttribute("aria-label", lines.textContent.trim().split("\n")[0]);
  return node;
}

const plain = (text) => text.split(WHOLE).map((part, at) => (at % 2 ? make("span", part, { class: "whole" }) : part));

/** Text with entities as nodes; offsets are UTF-16 units, JavaScript's own. */
export function formatted(text, entities = [], from = 0, to = text.length) {
  const nodes = [];
  const inside = entities.filter((one) => one.offset < to && one.offset + one.length > from);
  inside.sort((one, other) => one.offset - other.offset || other.length - one.length);
  let at = from;
  while (inside.length) {
    const entity = inside.shift();
    const start = Math.max(entity.offset, at);
    const end = Math.min(entity.offset + entity.length, to);
    if (start >= end) continue;
    nodes.push(...plain(text.slice(at, start)));
    const node = marked(entity, text.slice(start, end));
    const inner = [];
    while (inside.length && inside[0].offset < end) inner.push(inside.shift());
    nodes.push(filled(node, formatted(text, inner, start, end)));
    at = BLOCKS.includes(entity.type) && text[end] === "\n" ? end + 1 : end;
  }
  return [...nodes, ...plain(text.slice(at, to))];
}

function reach(lines, yes) {
  for (const link of lines.querySelectorAll("a, .command")) link.tabIndex = yes ? 0 : -1;
}

/** Unfold a long quote, or fold it again; the keyboard skips a link that is folded away. */
export function unfold(button, open) {
  button.setAttribute("aria-expanded", String(open));
  reach(button.nextElementSibling, open);
}

/** A folded quote in `list` that shows all its lines needs no button. */
export function trim(list) {
  for (const button of list.querySelectorAll('.unfold[aria-expanded="false"]')) {
    const lines = button.nextElementSibling;
    button.hidden = lines.scrollHeight <= lines.clientHeight + 1;
    reach(lines, button.hidden);
  }
}

const KINDS = ["photo", "video", "voice", "audio", "document"];
export const kindOf = (message) => KINDS.find((kind) => kind in message) ?? "other";

/** A message in one line. */
export function snippet(message) {
  const said = message.text ?? message.caption;
  const kind = message.text ? "" : words[kindOf(message)];
  return [kind, said].filter(Boolean).join(", ").replace(/\s+/g, " ").slice(0, 120);
}

function player(source) {
  const element = clone("player");
  const [button, audio] = [element.querySelector("button"), element.querySelector("audio")];
  const [bar, length] = [element.querySelector("progress"), element.querySelector(".length")];
  const show = () => {
    const whole = Number.isFinite(audio.duration) ? audio.duration : 0;
    const seconds = Math.round(audio.currentTime || whole);
    bar.value = whole ? audio.currentTime / whole : 0;
    length.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    button.setAttribute("aria-pressed", String(!audio.paused));
  };
  for (const event of ["loadedmetadata", "timeupdate", "play", "pause", "ended"]) audio.addEventListener(event, show);
  button.onclick = () => (audio.paused ? audio.play().catch(show) : audio.pause());
  audio.src = source;
  show();
  return element;
}

function size(bytes) {
  const number = (value) => value.toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 });
  return bytes < 1e6 ? `${number(Math.ceil(bytes / 1e3))} KB` : `${number(bytes / 1e6)} MB`;
}

function media(message) {
  const kind = kindOf(message);
  if (kind === "other") return message.text ? [] : [make("i", words.other)];
  const file = kind === "photo" ? message.photo.at(-1) : message[kind];
  const source = fileAddress(file.file_id);
  if (kind === "photo") {
    const shown = link(new URL(source, location.href).href, "");
    shown.append(make("img", "", { src: source, alt: words.photo }));
    return [shown];
  }
  if (kind === "video") return [make("video", "", { src: source, controls: "", preload: "metadata" })];
  if (kind !== "document") return [player(source)];
  const shown = make("a", "", { href: source, download: file.file_name ?? "", class: "file" });
  shown.append(icon("file"), make("b", file.file_name ?? words.document), make("span", size(file.file_size)));
  return [shown];
}

function key(button) {
  if (button.url) {
    const shown = link(button.url, button.text);
    shown.classList.add("key");
    shown.append(icon("link"), make("span", ` (${words.newTab})`, { class: "unseen" }));
    return shown;
  }
  const shown = make("button", button.text, { type: "button", class: "key" });
  if (button.copy_text) {
    shown.dataset.copy = button.copy_text.text;
    shown.append(icon("copy"));
  } else shown.dataset.press = button.callback_data ?? "";
  return shown;
}

function keyboard(rows) {
  return rows.map((row) => {
    const shown = make("div", "", { class: "row" });
    shown.append(...row.map(key));
    return shown;
  });
}

function service(message) {
  const joined = message.new_chat_members?.map((one) => one.first_name).join(", ");
  return joined ? make("li", `${joined} ${words.joined}`, { class: "service" }) : null;
}

/** Build the list item of a message in `room`, as the person of that phone sees it. */
export function item(message, room) {
  const said = service(message);
  if (said) return Object.assign(said, { id: `m${room.id}.${message.message_id}` });
  const element = clone("message");
  const find = (name) => element.querySelector(name);
  const own = message.from.id === room.me;
  element.id = `m${room.id}.${message.message_id}`;
  element.classList.add(own ? "out" : message.from.is_bot ? "bot" : "in");
  find(".sender").textContent = own ? words.you : message.from.first_name;
  find(".sender").classList.toggle("unseen", own || room.id > 0);
  quote(find(".quote"), message.reply_to_message, room);
  find(".media").append(...media(message));
  find(".text").append(...formatted(message.text ?? message.caption ?? "",
    message.entities ?? message.caption_entities));
  find(".edited").hidden = !message.edit_date;
  find("time").textContent = clock(message.date).time;
  find("time").dateTime = new Date(message.date * 1000).toISOString();
  find(".reply").setAttribute("aria-label", `${words.reply}: ${snippet(message).slice(0, 40)}`);
  find(".keyboard").append(...keyboard(message.reply_markup?.inline_keyboard ?? []));
  return element;
}

function quote(button, original, room) {
  if (!original) return button.remove();
  button.querySelector("b").textContent = original.from.id === room.me ? words.you : original.from.first_name;
  button.querySelector("span").textContent = snippet(original);
  button.dataset.to = original.message_id;
}
