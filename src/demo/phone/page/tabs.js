/** On a small screen the phone and the stories are two views; on a large one both are seen at once. */
export function connectTabs(document) {
  const buttons = [...document.querySelectorAll(".tabs button")];
  const unseen = document.getElementById("unseen");
  let count = 0;

  const show = (view) => {
    document.body.dataset.view = view;
    for (const button of buttons)
      button.setAttribute("aria-pressed", String(button.dataset.view === view));
    if (view === "happenings") count = 0;
    draw();
  };
  const draw = () => {
    unseen.hidden = count === 0;
    unseen.textContent = "•";
  };

  for (const button of buttons) button.addEventListener("click", () => show(button.dataset.view));
  show("phone");
  return {
    noticed() {
      if (document.body.dataset.view === "happenings") return;
      count += 1;
      draw();
    },
  };
}
