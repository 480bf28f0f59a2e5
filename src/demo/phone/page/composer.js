/** Where a message is written: Enter sends, Shift and Enter begins a new line. */
export function connectComposer(form, text, send) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(text.value);
    text.value = "";
    grow();
    text.focus();
  });
  text.addEventListener("input", grow);
  text.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });

  function grow() {
    text.style.height = "auto";
    text.style.height = `${Math.min(text.scrollHeight, 120)}px`;
  }
}
