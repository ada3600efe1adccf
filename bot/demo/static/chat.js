// The page: three phones over one stream of events.

import { make, words } from "./message.js";
import { Phone } from "./phone.js";
import { ask, listen } from "./server.js";

const one = (name) => document.querySelector(name);
const rooms = new Map();
const phones = {};
const people = one(".people");

function alert(text) {
  one("#alert-text").textContent = text;
  one(".alert").showModal();
}

for (const section of document.querySelectorAll(".phone")) {
  phones[section.dataset.role] = new Phone(section, alert);
}

// -- what happens

const asMap = (messages) => new Map(messages.map((message) => [message.message_id, message]));
const phoneOf = (room) => (phones[room.role].room?.id === room.id ? phones[room.role] : null);

const happenings = {
  world({ rooms: all }) {
    for (const id of rooms.keys()) if (!all.some((room) => room.id === id)) rooms.delete(id);
    for (const room of all) meet({ ...room, messages: asMap(room.messages) });
    for (const [role, phone] of Object.entries(phones)) {
      const known = rooms.get(phone.room?.id) ?? [...rooms.values()].find((room) => room.role === role);
      if (known) phone.show(known);
    }
    parents();
  },
  room({ room }) {
    meet(room);
    phoneOf(room)?.face();
    parents();
  },
  message({ chat_id: id, message }) {
    rooms.get(id).messages.set(message.message_id, message);
    phoneOf(rooms.get(id))?.put(message);
    if (message.from.id !== rooms.get(id).me) unread(rooms.get(id));
  },
  edit({ chat_id: id, message }) {
    rooms.get(id).messages.set(message.message_id, message);
    phoneOf(rooms.get(id))?.put(message);
  },
  delete({ chat_id: id, message_id: messageId }) {
    rooms.get(id).messages.delete(messageId);
    phoneOf(rooms.get(id))?.drop(messageId);
  },
  callback_answer: (event) => phoneOf(rooms.get(event.chat_id))?.answered(event),
};

function meet(room) {
  const known = rooms.get(room.id) ?? { messages: new Map() };
  rooms.set(room.id, Object.assign(known, room));
}

listen((event) => happenings[event.type]?.(event), (connected) => (one(".lost").hidden = connected));

// -- which phone, which parent

function parents() {
  const all = [...rooms.values()].filter((room) => room.role === "parent");
  const focused = people.contains(document.activeElement);
  people.replaceChildren(...all.map(parent));
  const pressed = people.querySelector("[aria-pressed=true]");
  pressed?.scrollIntoView({ block: "nearest", inline: "nearest" });
  if (focused) pressed?.focus();
  edges();
}

/** Fade the end of the strip behind which there are more people. */
function edges() {
  people.classList.toggle("before", people.scrollLeft > 1);
  people.classList.toggle("after", people.scrollLeft + people.clientWidth < people.scrollWidth - 1);
}

people.addEventListener("scroll", edges);
new ResizeObserver(edges).observe(people);

function parent(room) {
  const shown = phoneOf(room) !== null;
  const button = make("button", room.person, { type: "button", "aria-pressed": String(shown) });
  button.append(make("span", room.lang, { class: "lang" }));
  mark(button, room.unread && !shown);
  button.onclick = () => choose(room);
  return button;
}

function choose(room) {
  phones.parent.show(room);
  room.unread = false;
  parents();
}

function unread(room) {
  const hidden = document.body.dataset.phone !== room.role;
  mark(one(`.switch [data-phone=${room.role}]`), hidden);
  room.unread = !phoneOf(room);
  if (room.unread) parents();
}

function mark(button, yes) {
  button.querySelector(".dot")?.remove();
  if (!yes) return;
  button.append(make("span", "", { class: "dot" }));
  button.lastChild.append(make("span", ` (${words.unread})`, { class: "unseen" }));
}

one(".switch").addEventListener("click", ({ target }) => {
  const chosen = target.closest("button");
  if (!chosen) return;
  document.body.dataset.phone = chosen.dataset.phone;
  for (const button of one(".switch").children) button.setAttribute("aria-current", String(button === chosen));
  mark(chosen, false);
  phones[chosen.dataset.phone].toEnd();
});

const [another, add, choice] = [one(".another"), one(".add"), one("#choice")];

function offerLanguages(open) {
  choice.hidden = !open;
  add.setAttribute("aria-expanded", String(open));
  if (open) choice.querySelector("button").focus();
}

add.onclick = () => offerLanguages(choice.hidden);
choice.onclick = async ({ target }) => {
  if (target.localName !== "button") return;
  offerLanguages(false);
  const { room } = await ask("person", { lang: target.lang });
  meet(room);
  choose(rooms.get(room.id));
  one(".start").focus();
};
another.onkeydown = ({ key }) => {
  if (key !== "Escape") return;
  offerLanguages(false);
  add.focus();
};
document.addEventListener("click", ({ target }) => another.contains(target) || offerLanguages(false));

// -- night

const dark = matchMedia("(prefers-color-scheme: dark)");
const night = one(".night");

function light(theme) {
  document.documentElement.dataset.theme = theme;
  night.setAttribute("aria-pressed", String(theme === "dark"));
}

light(localStorage.getItem("theme") ?? (dark.matches ? "dark" : "light"));
dark.addEventListener("change", () => localStorage.getItem("theme") ?? light(dark.matches ? "dark" : "light"));
night.onclick = () => {
  light(night.getAttribute("aria-pressed") === "true" ? "light" : "dark");
  localStorage.setItem("theme", document.documentElement.dataset.theme);
};
