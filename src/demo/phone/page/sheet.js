import { element } from "./element.js";

/** The rows of a list, over the lower part of the phone. Gives the function that opens it. */
export function connectSheet(sheet) {
  sheet.addEventListener("keydown", ({ key }) => key === "Escape" && sheet.close());

  return function open(items, pick) {
    const tap = (id) => {
      sheet.close();
      pick(id);
    };
    const close = {
      type: "button",
      class: "close",
      "aria-label": "Close",
      onclick: () => sheet.close(),
    };
    sheet.replaceChildren(
      element("header", {}, element("b", {}, "Choose one"), element("button", close, "✕")),
      element(
        "ul",
        {},
        items.map((item) => element("li", {}, drawRow(item, tap))),
      ),
    );
    sheet.show();
  };
}

function drawRow({ id, title, description }, tap) {
  return element(
    "button",
    { type: "button", onclick: () => tap(id) },
    element("span", {}, title),
    description ? element("small", {}, description) : "",
  );
}
