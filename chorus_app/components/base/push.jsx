// Notifications of this device: asked for only after a tap, refreshed at each visit.
import { createElement as h, useEffect, useState } from "react";

const POSSIBLE = () =>
  "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;

async function subscribe() {
  const told = await (await fetch("/api/push/cle")).json();
  const worker = await navigator.serviceWorker.ready;
  const held =
    (await worker.pushManager.getSubscription()) ??
    (await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: told.key }));
  const answer = await fetch("/api/push", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(held),
  });
  if (!answer.ok) throw new Error(String(answer.status));
}

async function unsubscribe() {
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
  off: "Cet appareil ne reçoit pas de notifications.",
  failed: "L’abonnement n’a pas abouti. Réessayez plus tard.",
};

export function PushSwitch() {
  const [state, setState] = useState("unknown");
  const [busy, setBusy] = useState(false);

  async function look() {
    if (!POSSIBLE()) return setState("impossible");
    if (Notification.permission === "denied") return setState("denied");
    const worker = await navigator.serviceWorker.getRegistration();
    const held = await worker?.pushManager.getSubscription();
    // Phones forget subscriptions silently: who allowed them once is subscribed again.
    if (held && Notification.permission === "granted") await subscribe();
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
