import { element } from "./element.js";

/** Buttons below a message, or the one that opens its list. */
export function drawChoices({ sid, choices: { items, opener } }, { choose, open }) {
  const pick = (id) => choose(sid, id);
  const buttons = opener ? [drawOpen(opener, () => open(items, pick))] : items.map(drawButton);
  return element("div", { class: "choices" }, buttons);

  function drawButton({ id, title }) {
    return element("button", { type: "button", onclick: () => pick(id) }, title);
  }
}

function drawOpen(word, onclick) {
  return element("button", { type: "button", onclick }, `☰ ${word}`);
}
