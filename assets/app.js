// Beside Reflex: the service worker, its updates, and the colours of the phone's own bars.
(() => {
  const HOUR = 3600 * 1000;
  const PAPER = { light: "#F7F6F3", dark: "#14171A" };
  const root = document.documentElement;

  // Reflex writes the theme in force as a class of <html>; style sheets read data-theme.
  function followTheme() {
    const theme = root.classList.contains("dark") ? "dark" : "light";
    root.dataset.theme = theme;
    for (const meta of document.querySelectorAll('meta[name="theme-color"]')) {
      meta.content = PAPER[theme];
    }
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

    let checked = Date.now();
    const check = () => {
      if (document.hidden || Date.now() - checked < HOUR / 60) return;
      checked = Date.now();
      registration.update().catch(() => {}); // no network: the next look will do
    };
    setInterval(check, HOUR);
    document.addEventListener("visibilitychange", check);
  }

  followTheme();
  new MutationObserver(followTheme).observe(root, { attributeFilter: ["class"] });
  if ("serviceWorker" in navigator) {
    // After the page has loaded: what it keeps for later must not slow what is awaited now.
    if (document.readyState === "complete") keepOffline();
    else addEventListener("load", keepOffline);
  }
})();
