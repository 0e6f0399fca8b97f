// Shortcuts of the desk: one key each, never inside a field, switched off for good by whoever wishes.
(() => {
  "use strict";
  const STORE = "boucle-keys";
  const root = document.documentElement;
  const section = document.querySelector("[data-shortcuts]");
  let isOn = true;

  const remembered = () => {
    try { return localStorage.getItem(STORE) !== "off"; } catch { return true; }
  };
  const remember = () => {
    try { localStorage.setItem(STORE, isOn ? "on" : "off"); } catch { /* a browser may keep nothing */ }
  };
  const show = () => {
    root.classList.toggle("keys", isOn);
    if (!section) return;
    section.hidden = false;
    section.querySelector("[data-shortcuts-on]").hidden = !isOn;
    const button = section.querySelector("[data-shortcuts-switch]");
    button.textContent = isOn ? button.dataset.on : button.dataset.off;
  };
  const isField = (target) => target instanceof Element
    && (target.closest("input, textarea, select, [contenteditable]") !== null);

  // A summary opens and gives its field the focus; anything else is pressed.
  const press = (element) => {
    if (element.tagName !== "SUMMARY") return element.click();
    const details = element.parentElement;
    details.open = true;
    (details.querySelector("textarea, select") ?? element).focus();
  };

  document.addEventListener("keydown", (event) => {
    if (!isOn || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.repeat) return;
    if (event.isComposing || isField(event.target)) return;
    const element = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!element) return;
    event.preventDefault();
    press(element);
  });
  section?.querySelector("[data-shortcuts-switch]").addEventListener("click", () => {
    isOn = !isOn;
    remember();
    show();
  });
  isOn = remembered();
  show();
})();
