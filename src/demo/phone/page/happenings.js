import { element } from "./element.js";

const STATES = { working: "working…", done: "done", trouble: "look here" };

/** The stories of the messages, newest first; `nameOf` gives a contact's name. */
export function createHappenings(list, nameOf) {
  const drawn = new Map();

  const put = (key, item) => {
    const known = drawn.get(key);
    drawn.set(key, item);
    if (known) replace(known, item);
    else list.prepend(item);
  };

  return {
    clear() {
      drawn.clear();
      list.replaceChildren();
    },
    card: (card) => put(card.sid, drawCard(card, nameOf(card.contact))),
    note: (note) => put(`note ${note.id}`, drawNote(note)),
  };
}

/** What was opened stays open. */
function replace(known, item) {
  const wasOpen = known.querySelector("details[open]") !== null;
  if (wasOpen) item.querySelector("details")?.setAttribute("open", "");
  known.replaceWith(item);
}

function drawCard(card, name) {
  const badge = element("span", { class: `state ${card.state}` }, STATES[card.state]);
  return element(
    "li",
    { class: `card ${card.state}` },
    element(
      "header",
      {},
      element("p", { class: "said" }, element("b", {}, name), " ", card.text),
      badge,
    ),
    element(
      "ol",
      { class: "steps" },
      grouped(card.steps).map((step) => drawStep(step, step.at - card.at)),
    ),
  );
}

/** A reply in several parts goes through the same steps: they are told once, with how many there were. */
function grouped(steps) {
  const groups = [];
  for (const step of steps) {
    const last = groups.at(-1);
    if (last?.title === step.title) groups[groups.length - 1] = { ...step, parts: last.parts + 1 };
    else groups.push({ ...step, parts: 1 });
  }
  return groups;
}

function drawStep(step, sinceMs) {
  return element(
    "li",
    { class: `step ${step.tone}` },
    element("span", { class: "title" }, step.title, step.parts > 1 ? ` (${step.parts} parts)` : ""),
    element("time", { title: "since the message was sent" }, since(sinceMs)),
    step.detail ? element("span", { class: "detail" }, step.detail) : "",
    step.sql ? drawSql(step.sql) : "",
  );
}

function drawSql(sql) {
  const summary = element("summary", {}, "the SQL that was run");
  return element("details", {}, summary, element("pre", { tabindex: "0" }, sql));
}

function drawNote({ text, tone, at }) {
  const time = new Date(at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  return element("li", { class: `note ${tone}` }, text, element("time", {}, time));
}

function since(durationMs) {
  const shown = Math.max(0, Math.round(durationMs));
  return shown < 1000 ? `+${shown} ms` : `+${(shown / 1000).toFixed(2)} s`;
}
