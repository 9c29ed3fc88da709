// Choral's service worker: the shell is kept on the phone, the data never is.
// The build fills in these two (chorus_app/pwa/precache.py): address -> digest of the content.
const VERSION = "";
const KEPT = {};

const CACHE = `choral-${VERSION}`;
const OFFLINE = "/hors-ligne.html";
const PATIENCE = 3000; // ms that a page may take on the network before the kept one is shown
const DIGEST = "x-choral-digest";
// Answers vary by Origin, which scripts send and this worker does not: the same file all the same.
const MATCH = { ignoreVary: true };

addEventListener("install", (event) => event.waitUntil(keepShell()));

addEventListener("activate", (event) => event.waitUntil(takeOver()));

addEventListener("message", (event) => {
  if (event.data?.type === "skip-waiting") skipWaiting();
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname, search } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin || isLive(pathname)) return;
  if (request.mode === "navigate") event.respondWith(page(event, pathname));
  else if (pathname + search in KEPT) event.respondWith(kept(request));
});

addEventListener("push", (event) => event.waitUntil(tell(event.data)));

addEventListener("pushsubscriptionchange", (event) => event.waitUntil(subscribeAgain(event)));

addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(show(event.notification.data));
});

function isLive(pathname) {
  return /^\/(api\/|_|ping|version\.json|sw\.js)/.test(pathname);
}

// One file after the other is slow, all at once takes the network from the page: four at a time.
async function keepShell() {
  const cache = await caches.open(CACHE);
  const addresses = Object.keys(KEPT);
  const worker = async () => {
    for (let address; (address = addresses.pop()); ) await keep(cache, address);
  };
  await Promise.all([worker(), worker(), worker(), worker()]);
}

// A file that has not changed is taken from the former version's cache, not from the network.
async function keep(cache, address) {
  const former = await caches.match(address, MATCH);
  if (former?.headers.get(DIGEST) === KEPT[address]) return cache.put(address, former);
  const answer = await fetch(address, { cache: address.startsWith("/assets/") ? "default" : "reload" });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  const headers = new Headers(answer.headers);
  headers.delete("content-encoding"); // the body below is already decoded
  headers.set(DIGEST, KEPT[address]);
  await cache.put(address, new Response(await answer.blob(), { headers }));
}

async function takeOver() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)));
  await registration.navigationPreload?.enable();
  await clients.claim();
}

async function kept(request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(request, MATCH)) ?? fetch(request);
}

async function page(event, pathname) {
  const network = fromNetwork(event);
  event.waitUntil(network);
  const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  const first = await Promise.race([network, patience]);
  return first ?? (await keptPage(pathname)) ?? (await network) ?? offline();
}

// `undefined` without a network, and when a proxy on the way says that the server is away.
async function fromNetwork(event) {
  try {
    const answer = (await event.preloadResponse) ?? (await fetch(event.request));
    return [502, 503, 504].includes(answer.status) ? undefined : answer;
  } catch {
    return undefined;
  }
}

// A page with a parameter, such as /factures/42/, was rendered once, as /factures/0/.
async function keptPage(pathname) {
  const cache = await caches.open(CACHE);
  const address = `${pathname.replace(/\/+$/, "")}/`;
  const placeholder = address.replace(/\/\d+(?=\/)/g, "/0");
  return (await cache.match(address, MATCH)) ?? cache.match(placeholder, MATCH);
}

async function offline() {
  return (await caches.match(OFFLINE, MATCH)) ?? Response.error();
}

// Something is always shown: a phone that was rung for nothing takes the permission back.
function tell(data) {
  const { app_badge: waiting, title, navigate, ...said } = notificationOf(data);
  if (Number.isInteger(waiting)) navigator.setAppBadge?.(waiting).catch(() => {});
  const options = { lang: "fr", body: "Une de vos factures a changé de statut.", ...said };
  return registration.showNotification(title ?? "Choral", {
    ...options,
    icon: "/icons/icon-192.png",
    data: navigate ?? "/",
  });
}

function notificationOf(data) {
  try {
    return data.json().notification ?? {};
  } catch {
    return {};
  }
}

// The push service changed this browser's address: it is told to Choral while somebody is signed in.
async function subscribeAgain(event) {
  const { key } = await (await fetch("/api/push/cle")).json();
  const options = { userVisibleOnly: true, applicationServerKey: key };
  const held = event.newSubscription ?? (await registration.pushManager.subscribe(options));
  await fetch("/api/push", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(held),
  });
}

// Another page may hold a form half filled: it is left alone. The origin is ours, whatever is said.
async function show(navigate) {
  const { pathname, search } = new URL(navigate, location.origin);
  const address = location.origin + pathname + search;
  const pages = await clients.matchAll({ type: "window", includeUncontrolled: true });
  const open = pages.find((page) => page.url === address);
  return open ? open.focus() : clients.openWindow(address);
}
