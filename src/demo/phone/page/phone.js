import { connectComposer } from "./composer.js";
import { createConversation } from "./conversation.js";
import { element } from "./element.js";
import { createHappenings } from "./happenings.js";
import { connectSheet } from "./sheet.js";
import { connectTabs } from "./tabs.js";

const at = (id) => document.getElementById(id);
const conversation = createConversation(at("bubbles"), { choose, open: connectSheet(at("sheet")) });
const happenings = createHappenings(at("feed"), (address) => nameOf(address));
const tabs = connectTabs(document);
connectComposer(at("composer"), at("text"), (text) => send(text));

let contacts = [];
let selected = "";
let provider = "";
const messages = new Map();
const typingUntil = new Map();
const unread = new Map();

const handlers = {
  hello(hello) {
    contacts = hello.contacts;
    selected ||= contacts[0].address;
    messages.clear();
    unread.clear();
    happenings.clear();
    provider = hello.provider;
    at("business").textContent = hello.business;
    at("played").textContent = hello.played;
    at("suggestions").replaceChildren(...hello.suggestions.map(drawSuggestion));
    at("mishaps").replaceChildren(...hello.mishaps.map(drawMishap), drawAgain());
    select(selected);
  },
  message(message) {
    const isNew = !messages.has(message.sid);
    messages.set(message.sid, message);
    if (message.contact === selected) conversation.upsert(message);
    else if (isNew && !message.mine && isLive) addUnread(message.contact);
  },
  typing({ contact, until }) {
    typingUntil.set(contact, until);
    showPresence();
  },
  card(card) {
    happenings.card(card);
    noticed();
  },
  note(note) {
    happenings.note(note);
    noticed();
  },
  server({ running, text }) {
    at("server").hidden = running;
    at("server").textContent = text;
  },
};

/** What comes first is the past: it is not news. */
let isLive = false;
const stream = new EventSource("events");
stream.addEventListener("message", ({ data }) => {
  const { kind, ...event } = JSON.parse(data);
  if (kind === "hello") goLiveSoon();
  handlers[kind](event[kind]);
});
stream.addEventListener("error", () => (at("presence").textContent = "the demo has stopped"));

function goLiveSoon() {
  isLive = false;
  setTimeout(() => (isLive = true), 300);
}

function noticed() {
  at("empty").hidden = true;
  if (isLive) tabs.noticed();
}

function addUnread(address) {
  unread.set(address, (unread.get(address) ?? 0) + 1);
  drawPeople();
}

function nameOf(address) {
  return contacts.find((contact) => contact.address === address)?.name ?? "";
}

function select(address) {
  selected = address;
  unread.delete(address);
  at("sheet").close();
  conversation.show([...messages.values()].filter(({ contact }) => contact === address));
  drawPeople();
  showPresence();
}

function drawPeople() {
  at("people").replaceChildren(...contacts.map(drawPerson));
}

function drawPerson({ address, name, about }) {
  const count = unread.get(address);
  const pressed = String(address === selected);
  const onclick = () => select(address);
  const badge = count ? element("span", { class: "count" }, String(count)) : "";
  return element(
    "button",
    { type: "button", "aria-pressed": pressed, title: about, onclick },
    name,
    badge,
  );
}

function drawSuggestion(text) {
  return element("button", { type: "button", onclick: () => send(text) }, text);
}

function drawMishap({ id, label, hint }) {
  const onclick = () => post(`mishaps/${id}`);
  return element("button", { type: "button", title: hint, onclick }, label);
}

function drawAgain() {
  const title = `${provider} may deliver a message twice. Only one answer may follow.`;
  const onclick = () => post("messages/again", { contact: selected });
  return element("button", { type: "button", title, onclick }, "Deliver last message again");
}

function showPresence() {
  const isTyping = (typingUntil.get(selected) ?? 0) > Date.now();
  at("presence").textContent = isTyping ? "typing…" : "online";
  conversation.setTyping(isTyping);
}
setInterval(showPresence, 1000);

function send(text) {
  if (text.trim() === "") return;
  void post("messages", { contact: selected, text });
}

function choose(message, choice) {
  void post("choices", { contact: selected, message, choice });
}

async function post(path, body = {}) {
  const headers = { "Content-Type": "application/json" };
  await fetch(path, { method: "POST", headers, body: JSON.stringify(body) }).catch(() => {
    at("presence").textContent = "the demo has stopped";
  });
}
