import { element } from "./element.js";

/** Buttons below a message, or the one that opens its list. */
export function drawChoices({ sid, choices: { kind, items } }, { choose, open }) {
  const pick = (id) => choose(sid, id);
  const buttons = kind === "list" ? [drawOpen(() => open(items, pick))] : items.map(drawButton);
  return element("div", { class: "choices" }, buttons);

  function drawButton({ id, title }) {
    return element("button", { type: "button", onclick: () => pick(id) }, title);
  }
}

function drawOpen(onclick) {
  return element("button", { type: "button", onclick, "aria-label": "Open the list" }, "☰");
}
