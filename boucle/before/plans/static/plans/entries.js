"use strict";
// A button that copies a message, and the number of signs while it is written. Without this file both texts are there.
for (const button of document.querySelectorAll("[data-copy]")) {
  const text = document.getElementById(button.dataset.copy);
  button.hidden = !navigator.clipboard;
  text.addEventListener("focus", () => text.select());
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text.value);
    button.firstChild.textContent = button.dataset.done;
  });
}
for (const text of document.querySelectorAll("[data-count]")) {
  const told = document.getElementById(text.dataset.count);
  const tell = () => {
    told.hidden = false;
    const count = [...text.value].length;
    told.textContent = `${count} ${count > 1 ? told.dataset.many : told.dataset.one}`;
  };
  text.addEventListener("input", tell);
}
