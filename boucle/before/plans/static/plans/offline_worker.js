// Keeps copies of plans for the crisis staff, and answers with them when there is no network. Read only.
// A plan has two pages here: with people's details, until the moment that the server gave; without them, after it.
"use strict";

const SHELF = "boucle-plans";
const PLAN = /^\/plans\/[-\w]+\//;
const STYLES = /href="([^"]+\.css)"/g;
const GONE = [403, 404, 410];

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", event => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", event => {
  const { request } = event;
  if (request.method !== "GET") return;
  const plan = PLAN.exec(new URL(request.url).pathname);
  if (request.mode === "navigate" && plan) event.respondWith(navigate(event, plan[0]));
  else if (request.destination === "style") event.respondWith(fetch(request).catch(() => kept(request.url)));
});

self.addEventListener("message", event => {
  const { verb, plan } = event.data;
  const done = { keep, forget, look }[verb](plan);
  event.waitUntil(done.then(said => event.ports[0].postMessage(said), () => event.ports[0].postMessage(null)));
});

const whole = plan => new URL(`${plan}offline/copy/`, self.location).href;
const lasting = plan => new URL(`${plan}offline/lasting/`, self.location).href;

// The network first; a copy when there is none. Whoever may no longer read the plan keeps no copy of it.
async function navigate(event, plan) {
  const isCopy = [whole(plan), lasting(plan)].includes(event.request.url);
  try {
    const response = await fetch(event.request);
    if (isCopy && (response.type === "opaqueredirect" || GONE.includes(response.status))) await forget(plan);
    else if (isCopy && response.ok && (await look(plan))) event.waitUntil(keep(plan));
    else if (isCopy && !response.ok && response.status >= 500) return (await shown(plan)) || response;
    return response;
  } catch (error) {
    return (await shown(plan)) || Response.error();
  }
}

async function shown(plan) {
  await expire(plan);
  return (await kept(whole(plan))) || kept(lasting(plan));
}

async function kept(url) {
  const found = await (await caches.open(SHELF)).match(url);
  return found || undefined;
}

// People's details stay on a device for as long as the server said, and are then deleted.
async function expire(plan) {
  const copy = await kept(whole(plan));
  if (copy && Date.parse(copy.headers.get("X-Contacts-Until")) < Date.now()) await remove(whole(plan));
}

async function remove(url) {
  return (await caches.open(SHELF)).delete(url);
}

// All of it, or the copy that was there before.
async function keep(plan) {
  const pages = await Promise.all([whole(plan), lasting(plan)].map(taken));
  const text = await pages[0].clone().text();
  const styles = [...text.matchAll(STYLES)].map(found => new URL(found[1], self.location).href);
  const files = await Promise.all(styles.map(taken));
  const shelf = await caches.open(SHELF);
  await Promise.all([...pages, ...files].map(file => shelf.put(file.url, file)));
  return look(plan);
}

async function taken(url) {
  const response = await fetch(url, { credentials: "same-origin", redirect: "error" });
  if (!response.ok) throw new Error(response.status);
  return response;
}

async function forget(plan) {
  await Promise.all([remove(whole(plan)), remove(lasting(plan))]);
  return null;
}

// When the copy was made, until when it names people, how many bytes it takes; null where there is none.
async function look(plan) {
  const copy = await shown(plan);
  if (!copy) return null;
  const { size } = await copy.clone().blob();
  const until = copy.headers.get("X-Contacts-Until");
  return { at: copy.headers.get("X-Copied-At"), until, size };
}
