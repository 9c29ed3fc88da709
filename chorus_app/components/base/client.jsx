// The few things that only the browser can do: a cookie set by fetch, a native dialog opened,
// a file sent with progress, a row that comes into view.
import { Link, useLocation, useNavigate } from "react-router";
import { Component, Fragment, createElement as h, useEffect, useRef, useState } from "react";

const OURS = "choral-";
const LIST = `${OURS}liste`;
const DOUBLE_TAP = 700; // ms
const FINGER = 32; // px
const UNREACHABLE = "Choral est injoignable. Vérifiez votre connexion, puis réessayez.";

async function answerOf(response) {
  try {
    return await response.json();
  } catch {
    return {};
  }
}

function localPath(path) {
  return typeof path === "string" && /^\/(?![/\\])/.test(path) ? path : "/";
}

function showOnIcon(count) {
  const done = count > 0 ? navigator.setAppBadge?.(count) : navigator.clearAppBadge?.();
  done?.catch(() => {}); // an app that is not installed has no icon
}

// How many things wait, on the icon of the home screen; -1 is not known yet.
export function AppBadge({ count }) {
  useEffect(() => {
    if (count >= 0) showOnIcon(count);
  }, [count]);
  return null;
}

export function SignInForm({ children, className }) {
  const [problem, setProblem] = useState("");
  // Until this script runs, the browser would send the form itself: the password in the address.
  const [alive, setAlive] = useState(false);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    setAlive(true);
    showOnIcon(0);
  }, []);

  async function signIn(event) {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setProblem("");
    const form = new FormData(event.currentTarget);
    try {
      const response = await fetch("/api/session", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ email: form.get("email"), password: form.get("password") }),
      });
      if (response.ok) {
        // A full load: the socket reads the cookie only when it opens.
        const next = new URLSearchParams(window.location.search).get("suite");
        window.location.assign(localPath(next));
        return;
      }
      setProblem((await answerOf(response)).message || UNREACHABLE);
    } catch {
      setProblem(UNREACHABLE);
    }
    setBusy(false);
  }

  return h(
    "form",
    { className, onSubmit: signIn, noValidate: true, "aria-busy": busy },
    children,
    h("p", { className: "error", role: "alert" }, problem),
    h(
      "button",
      { type: "submit", className: "button primary wide", disabled: busy || !alive },
      busy ? "Connexion…" : "Se connecter",
    ),
  );
}

// A phone that nobody is signed in on must not ring.
async function forgetThisDevice() {
  showOnIcon(0);
  const ours = Object.keys(sessionStorage).filter((name) => name.startsWith(OURS));
  for (const name of ours) sessionStorage.removeItem(name);
  localStorage.removeItem("choral-notifie");
  const worker = await navigator.serviceWorker?.getRegistration();
  const held = await worker?.pushManager?.getSubscription();
  if (!held) return;
  await fetch("/api/push", {
    method: "DELETE",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ endpoint: held.endpoint }),
  });
  await held.unsubscribe();
}

export function SignOutButton({ children, className }) {
  async function signOut() {
    try {
      await forgetThisDevice();
      await fetch("/api/session", { method: "DELETE" });
    } finally {
      window.location.assign("/connexion/");
    }
  }
  return h("button", { type: "button", className, onClick: signOut }, children);
}

export function CopyButton({ target, label, plain, onDone }) {
  const [done, setDone] = useState(false);
  async function copy() {
    const field = document.getElementById(target);
    field.select();
    await navigator.clipboard?.writeText(field.value);
    setDone(true);
    onDone?.();
  }
  return h(
    Fragment,
    null,
    h(
      "button",
      { type: "button", className: plain ? "button wide" : "button primary wide", onClick: copy },
      label,
    ),
    h("p", { role: "status", className: "muted small" }, done ? "Copié." : ""),
  );
}

export function ShareButton({ target, label, title }) {
  const [able, setAble] = useState(false);
  useEffect(() => setAble(Boolean(navigator.share)), []); // the page is drawn where nobody can share
  const share = () =>
    navigator.share({ title, text: document.getElementById(target).value }).catch(() => {}); // closed
  return able
    ? h("button", { type: "button", className: "button wide", onClick: share }, label)
    : null;
}

export function OpenButton({ target, label, children, className }) {
  const open = () => document.getElementById(target)?.showModal();
  return h(
    "button",
    { type: "button", className, onClick: open, "aria-label": label, "aria-haspopup": "dialog" },
    children,
  );
}

// The sheet is gone after the first of two taps: the second, at the same place, would press what
// was under it.
function ignoreSecondTap(first) {
  const ignore = (event) => {
    const far = Math.hypot(event.clientX - first.clientX, event.clientY - first.clientY) > FINGER;
    if (far) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  window.addEventListener("click", ignore, true);
  setTimeout(() => window.removeEventListener("click", ignore, true), DOUBLE_TAP);
}

// A duration, for the phone may be at any hour; of the clock that goes on while it sleeps.
export function ConfirmButton({ order, onConfirm, children, className }) {
  const since = useRef(0);
  useEffect(() => {
    since.current = Date.now();
  }, [order]);
  function confirm(event) {
    ignoreSecondTap(event);
    onConfirm(order, Date.now() - since.current);
  }
  return h(
    "button",
    { type: "button", className, onClick: confirm, "data-sends": "true", autoFocus: true },
    children,
  );
}

export function Sheet({ sheetId, label, children, open, openSignal, closeSignal, onDismiss }) {
  const dialog = useRef(null);

  useEffect(() => {
    if (open && !dialog.current.open) dialog.current.showModal();
    if (open === false && dialog.current.open) dialog.current.close();
  }, [open, openSignal]);
  useEffect(() => {
    if (closeSignal) dialog.current.close();
  }, [closeSignal]);

  return h(
    "dialog",
    {
      id: sheetId,
      ref: dialog,
      className: "sheet",
      "aria-label": label,
      onCancel: () => onDismiss?.(),
      onClick: (event) => {
        if (event.target !== dialog.current && !event.target.closest?.("[data-close]")) return;
        dialog.current.close();
        onDismiss?.();
      },
    },
    children,
  );
}

export function Sentinel({ onSeen, token, margin, height }) {
  const place = useRef(null);
  const seen = useRef(onSeen);
  seen.current = onSeen;

  useEffect(() => {
    const watch = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && seen.current?.(),
      { rootMargin: margin || "600px 0px" },
    );
    watch.observe(place.current);
    return () => watch.disconnect();
  }, [token, margin]);

  return h("div", { ref: place, "aria-hidden": true, style: { height } });
}

// The window of rows slides while one scrolls. Browsers that anchor the scroll by themselves are
// told not to (choral.css), so that all behave alike: the row that was under the eye stays there.
export class KeepPlace extends Component {
  getSnapshotBeforeUpdate(before) {
    // Who went to the very top stays there: the first rows are on their way.
    if (before.token === this.props.token || !window.scrollY) return null;
    return [...document.querySelectorAll(".group .row")]
      .map((row) => [row.getAttribute("href"), row.getBoundingClientRect()])
      .filter(([, { top, bottom }]) => bottom > 0 && top < window.innerHeight)
      .map(([address, { top }]) => [address, top]);
  }

  componentDidUpdate(_before, _state, seen) {
    for (const [address, top] of seen ?? []) {
      const row = document.querySelector(`.group .row[href="${CSS.escape(address)}"]`);
      if (!row) continue;
      window.scrollBy({ top: row.getBoundingClientRect().top - top, behavior: "instant" });
      return;
    }
  }

  render() {
    return null;
  }
}

// On a computer the list stands beside the invoice: show where in it one is.
export function ShowSelected({ token }) {
  useEffect(() => {
    if (!token || !window.matchMedia("(min-width: 64rem)").matches) return;
    document.querySelector('.row[aria-current="true"]')?.scrollIntoView({ block: "center" });
  }, [token]);
  return null;
}

// Which search the list showed last, and where in the history of this tab.
export function ListMark() {
  const { pathname, search } = useLocation();
  useEffect(() => {
    const mark = { address: pathname + search, idx: window.history.state?.idx };
    sessionStorage.setItem(LIST, JSON.stringify(mark));
  }, [pathname, search]);
  return null;
}

// Back to the list as it was left: its search always, its place when it is the page before.
export function BackToList({ to, children, className }) {
  const navigate = useNavigate();
  function back(event) {
    const mark = JSON.parse(sessionStorage.getItem(LIST) ?? "null");
    if (!mark || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    navigate(mark.idx === window.history.state?.idx - 1 ? -1 : mark.address);
  }
  return h(Link, { to, className, onClick: back }, children);
}
