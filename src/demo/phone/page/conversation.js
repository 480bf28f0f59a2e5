import { drawChoices } from "./choices.js";
import { drawText } from "./draw-text.js";
import { element } from "./element.js";

const TICKS = {
  sending: ["🕓", "waiting"],
  sent: ["✓", "sent"],
  delivered: ["✓✓", "delivered"],
  read: ["✓✓", "read"],
  failed: ["!", "not delivered"],
};

/** The bubbles of one contact at a time; `tap` is what their buttons do. */
export function createConversation(list, tap) {
  const drawn = new Map();
  const typing = element("li", { class: "bubble theirs typing" }, drawDots());

  return {
    show(messages) {
      drawn.clear();
      list.replaceChildren(drawHint());
      for (const message of messages) this.upsert(message);
      list.scrollTop = list.scrollHeight;
    },

    upsert(message) {
      const known = drawn.get(message.sid);
      if (known) known.querySelector(".meta").replaceWith(drawMeta(message));
      else this.add(message);
    },

    add(message) {
      const isLow = list.scrollHeight - list.scrollTop - list.clientHeight < 120;
      const bubble = drawBubble(message, { ...tap, onload: () => isLow && scroll() });
      drawn.set(message.sid, bubble);
      list.append(bubble);
      if (typing.isConnected) list.append(typing);
      if (isLow || message.mine) scroll();
    },

    setTyping(isTyping) {
      if (!isTyping) typing.remove();
      if (!isTyping || typing.isConnected) return;
      list.append(typing);
      scroll();
    },
  };

  function scroll() {
    list.scrollTop = list.scrollHeight;
  }
}

function drawHint() {
  const text = "This phone is played by this page. Ask Sample Shop something.";
  return element("li", { class: "hint" }, text);
}

function drawBubble(message, { onload, ...tap }) {
  const side = message.mine ? "mine" : "theirs";
  const classes = ["bubble", side, message.pictures.length > 0 ? "pictured" : ""];
  return element(
    "li",
    { class: classes.join(" ").trim() },
    message.pictures.map((url) => drawPicture(url, onload)),
    message.quote === undefined ? "" : element("p", { class: "quote" }, message.quote),
    element("div", { class: "words" }, drawText(message.text)),
    drawMeta(message),
    message.choices ? drawChoices(message, tap) : "",
  );
}

function drawPicture(url, onload) {
  const picture = element("img", { src: url, alt: "Chart sent by Sample Shop", onload });
  picture.addEventListener("error", () =>
    picture.replaceWith(element("p", { class: "lost" }, "This picture could not be loaded.")),
  );
  return picture;
}

function drawMeta({ at, mine, ticks }) {
  const time = new Date(at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  const [sign, words] = TICKS[ticks];
  const mark = element("span", { class: `ticks ${ticks}`, role: "img", "aria-label": words }, sign);
  return element("span", { class: "meta" }, element("time", {}, time), mine ? mark : "");
}

function drawDots() {
  const dots = [1, 2, 3].map(() => element("i"));
  return element("span", { class: "dots", role: "img", "aria-label": "typing" }, dots);
}
