// Notifications of this device: asked for only after a tap, refreshed at each visit.
import { createElement as h, useEffect, useState } from "react";

const POSSIBLE = () =>
  "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;

// On this device: who tapped « Notifier cet appareil » here and did not take it back.
const CHOSEN = "choral-notifie";

// At a load nobody taps: whoever signed in since on a shared phone has chosen nothing.
async function subscribe({ again } = {}) {
  const told = await (await fetch("/api/push/cle")).json();
  if (again && localStorage.getItem(CHOSEN) !== String(told.who)) return;
  const worker = await navigator.serviceWorker.ready;
  const held =
    (await heldWith(worker, told.key)) ??
    (await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: told.key }));
  const answer = await fetch("/api/push", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(held),
  });
  if (!answer.ok) throw new Error(String(answer.status));
  localStorage.setItem(CHOSEN, String(told.who));
}

// A subscription made with another key of the operator's can never ring: it is given back.
async function heldWith(worker, key) {
  const held = await worker.pushManager.getSubscription();
  const bytes = held?.options.applicationServerKey;
  if (!bytes) return held;
  const its = btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
  if (its === key) return held;
  await held.unsubscribe();
  return null;
}

// Phones forget subscriptions silently: who allowed them once is subscribed again, at each load.
let keeping;
function keepSubscribed() {
  const wanted = POSSIBLE() && localStorage.getItem(CHOSEN) && Notification.permission === "granted";
  keeping ??= wanted ? subscribe({ again: true }).catch(() => {}) : Promise.resolve();
  return keeping;
}

export function KeepSubscribed() {
  useEffect(() => {
    keepSubscribed();
  }, []);
  return null;
}

async function unsubscribe() {
  localStorage.removeItem(CHOSEN);
  const worker = await navigator.serviceWorker.ready;
  const held = await worker.pushManager.getSubscription();
  if (!held) return;
  await fetch("/api/push", {
    method: "DELETE",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ endpoint: held.endpoint }),
  });
  await held.unsubscribe();
}

const WORDS = {
  unknown: "Vérification…",
  impossible:
    "Ce navigateur ne reçoit pas de notifications. Sur iPhone, ajoutez d’abord Choral à l’écran d’accueil.",
  denied: "Les notifications sont bloquées dans les réglages de ce navigateur.",
  on: "Cet appareil reçoit les notifications.",
  off: "Cet appareil ne reçoit pas de notifications. Choral peut l’avertir dès qu’une facture est suspendue, rejetée ou payée, selon vos choix ci-dessus, même application fermée. Votre navigateur demandera l’autorisation ; vous arrêterez ici quand vous voudrez.",
  failed: "L’abonnement n’a pas abouti. Réessayez plus tard.",
};

export function PushSwitch() {
  const [state, setState] = useState("unknown");
  const [busy, setBusy] = useState(false);

  async function look() {
    if (!POSSIBLE()) return setState("impossible");
    if (Notification.permission === "denied") return setState("denied");
    await keepSubscribed();
    const worker = await navigator.serviceWorker.getRegistration();
    const held = await worker?.pushManager.getSubscription();
    setState(held ? "on" : "off");
  }
  useEffect(() => {
    look().catch(() => setState("off"));
  }, []);

  async function turn(on) {
    setBusy(true);
    try {
      if (on && (await Notification.requestPermission()) !== "granted") setState("denied");
      else {
        await (on ? subscribe() : unsubscribe());
        setState(on ? "on" : "off");
      }
    } catch {
      setState("failed");
    }
    setBusy(false);
  }

  const on = state === "on";
  return h(
    "div",
    { className: "stack" },
    h("p", { role: "status" }, WORDS[state]),
    ["on", "off", "failed"].includes(state)
      ? h(
          "button",
          { type: "button", className: "button wide", disabled: busy, onClick: () => turn(!on) },
          on ? "Ne plus notifier cet appareil" : "Notifier cet appareil",
        )
      : null,
  );
}
