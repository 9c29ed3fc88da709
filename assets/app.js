// Beside Reflex: the service worker, its updates, the colours of the phone's own bars, and what
// holds while there is no network.
(() => {
  const HOUR = 3600 * 1000;
  const PAPER = { light: "#F7F6F3", dark: "#14171A" };
  const root = document.documentElement;

  // Reflex writes the theme in force as a class of <html>; style sheets read data-theme. The
  // phone's bars follow the system by themselves: they are told only when the choice differs.
  function followTheme() {
    const theme = root.classList.contains("dark") ? "dark" : "light";
    root.dataset.theme = theme;
    document.getElementById("theme-chosen")?.remove();
    if (theme === (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) return;
    const meta = document.createElement("meta");
    Object.assign(meta, { id: "theme-chosen", name: "theme-color", content: PAPER[theme] });
    document.head.prepend(meta);
  }

  function followNetwork() {
    root.classList.toggle("offline", !navigator.onLine);
    if (navigator.onLine) document.querySelector(".unsent")?.remove();
  }

  // Reflex keeps an event until the network is back, then carries it out, whatever was cancelled
  // meanwhile: what sends is stopped before Reflex hears of it.
  function stopSending(event) {
    const act = (event.submitter ?? event.target).closest("[data-sends]");
    if (!act || navigator.onLine) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    document.querySelector(".unsent")?.remove();
    const words = document.createElement("p");
    words.className = "unsent notice tone-refused";
    words.setAttribute("role", "alert");
    // Beside the button: in an open dialog nothing outside it is read aloud.
    act.before(words);
    words.textContent =
      "Vous êtes hors ligne\u00a0: rien n’est parti. Réessayez quand le réseau est revenu.";
  }

  // The way back closes an open sheet first. A browser that lets no page hold a step back, or a page
  // that nobody has touched since, is left as before.
  function closeSheetFirst(event) {
    const { navigationType, cancelable, destination } = event;
    const isBack = destination.index < navigation.currentEntry.index;
    const sheet = [...document.querySelectorAll("dialog.sheet[open]")].at(-1);
    if (navigationType !== "traverse" || !cancelable || !isBack || !sheet) return;
    event.preventDefault();
    sheet.dispatchEvent(new Event("cancel")); // what holds the sheet open hears that it is put away
    sheet.close();
  }

  function offerUpdate(accept) {
    if (document.querySelector(".maj")) return;
    const bar = document.createElement("div");
    bar.className = "maj";
    bar.setAttribute("role", "status");
    const words = document.createElement("span");
    words.textContent = "Nouvelle version";
    bar.append(words, button("Plus tard", () => bar.remove()), button("Mettre à jour", accept));
    document.adoptedStyleSheets.push(barStyle());
    document.body.append(bar);
  }

  function button(text, onclick) {
    const element = document.createElement("button");
    element.type = "button";
    element.textContent = text;
    element.onclick = onclick;
    return element;
  }

  function barStyle() {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`
      .maj { position: fixed; z-index: 1000; inset: auto 12px calc(84px + env(safe-area-inset-bottom));
        max-width: 420px; margin: 0 auto; padding: 4px 4px 4px 16px; display: flex; gap: 4px;
        align-items: center; border-radius: 14px; font: 16px system-ui, sans-serif;
        background: var(--ink, #1b1f23); color: var(--surface, #fff); box-shadow: 0 4px 16px #0004; }
      .maj span { flex: 1; }
      .maj button { min-height: 44px; padding: 0 12px; border: 0; border-radius: 8px; font: inherit;
        background: none; color: inherit; cursor: pointer; }
      .maj button:last-child { font-weight: 600; text-decoration: underline; }
      .maj button:focus-visible { outline: 2px solid currentColor; outline-offset: -4px; }
      @media (min-width: 1024px) { .maj { inset: auto 24px 24px auto; margin: 0; } }`);
    return sheet;
  }

  async function keepOffline() {
    const controlled = Boolean(navigator.serviceWorker.controller);
    let accepted = false;
    const registration = await navigator.serviceWorker
      .register("/sw.js", { updateViaCache: "none" })
      .catch(() => undefined); // refused in some private windows: Choral works without
    if (!registration) return;

    function offer() {
      const { waiting } = registration;
      if (!waiting || !navigator.serviceWorker.controller) return;
      offerUpdate(() => {
        accepted = true;
        waiting.postMessage({ type: "skip-waiting" });
      });
    }
    offer();
    registration.addEventListener("updatefound", () => {
      registration.installing?.addEventListener("statechange", offer);
    });

    // Another tab accepted the new version: this one may hold a form, so it is asked too.
    navigator.serviceWorker.addEventListener("controllerchange", () => {
      if (accepted) location.reload();
      else if (controlled) offerUpdate(() => location.reload());
    });

    // The browser looks for a new worker at each load; a page left open has to ask. The answer
    // also dates the last connection, for /hors-ligne.html.
    let asked = 0;
    let loaded;
    async function askVersion() {
      if (document.hidden || Date.now() - asked < HOUR / 60) return;
      asked = Date.now();
      try {
        const { version } = await (await fetch("/version.json", { cache: "no-store" })).json();
        localStorage.setItem("choral-en-ligne", asked);
        loaded ??= version;
        if (version !== loaded) await registration.update();
      } catch {
        // No network, or no storage: the next look will do.
      }
    }
    askVersion();
    setInterval(askVersion, HOUR);
    document.addEventListener("visibilitychange", askVersion);
  }

  followTheme();
  new MutationObserver(followTheme).observe(root, { attributeFilter: ["class"] });
  followNetwork();
  for (const change of ["offline", "online"]) addEventListener(change, followNetwork);
  // On the window: Reflex listens on the document.
  for (const act of ["click", "submit"]) addEventListener(act, stopSending, { capture: true });
  window.navigation?.addEventListener("navigate", closeSheetFirst);
  if ("serviceWorker" in navigator) {
    // After the page has loaded: what it keeps for later must not slow what is awaited now.
    if (document.readyState === "complete") keepOffline();
    else addEventListener("load", keepOffline);
  }
})();
