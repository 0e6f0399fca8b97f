// Keeps, refreshes and deletes the copy of a plan on this device. Without it the page says how to save one by hand.
"use strict";
(() => {
  const box = document.querySelector("#copie");
  if (!box || !("serviceWorker" in navigator) || !("caches" in window)) return;
  const { plan, worker, scope } = box.dataset;
  const lang = document.documentElement.lang;
  const part = name => box.querySelector(`[data-part=${name}]`);
  const [keep, forget, said] = [part("keep"), part("forget"), part("said")];

  const moment = value => new Date(value).toLocaleString(lang, { dateStyle: "long", timeStyle: "short" });
  const kilobytes = size => Math.ceil(size / 1024).toLocaleString(lang);

  function tell(state, copy) {
    const values = copy ? { at: moment(copy.at), size: kilobytes(copy.size), until: copy.until ? moment(copy.until) : "" } : {};
    const words = said.dataset[state].replace(/\{(\w+)\}/g, (_found, name) => values[name]);
    said.textContent = words;
  }

  function show(copy, state) {
    tell(state || (copy ? (copy.until ? "there" : "expired") : "none"), copy);
    keep.textContent = copy ? keep.dataset.again : keep.dataset.first;
    forget.hidden = part("open").hidden = !copy;
    keep.disabled = forget.disabled = false;
  }

  async function ask(verb) {
    const ready = await navigator.serviceWorker.ready;
    const channel = new MessageChannel();
    const answer = new Promise(done => { channel.port1.onmessage = event => done(event.data); });
    ready.active.postMessage({ verb, plan }, [channel.port2]);
    return answer;
  }

  async function take() {
    tell("taking");
    keep.disabled = forget.disabled = true;
    await navigator.serviceWorker.register(worker, { scope });
    const copy = await ask("keep");
    show(copy || (await ask("look")), copy ? "" : "failed");
  }

  async function drop() {
    await ask("forget");
    show(null);
    keep.focus();
  }

  async function begin() {
    const registered = await navigator.serviceWorker.getRegistration(scope);
    const copy = registered ? await ask("look") : null;
    show(copy);
    box.querySelector("[data-part=acts]").hidden = false;
    if (copy && navigator.onLine) await take();
  }

  keep.addEventListener("click", take);
  forget.addEventListener("click", drop);
  begin();
})();
