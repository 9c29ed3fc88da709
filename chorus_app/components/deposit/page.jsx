// The deposited page beside the form, and the place of the field that has the focus: on a computer
// on the page itself, on a phone in a strip above the form. All of it is a help to compare: the form
// works without.
import { createElement as h, useEffect, useRef, useState } from "react";

const WIDE = "(min-width: 64rem)";
const LINE = 20; // pixels that a line of text gets in the strip

function useWide() {
  const [wide, setWide] = useState(false);
  useEffect(() => {
    const query = window.matchMedia(WIDE);
    const follow = () => setWide(query.matches);
    follow();
    query.addEventListener("change", follow);
    return () => query.removeEventListener("change", follow);
  }, []);
  return wide;
}

// The field that has the focus, or was tapped when none can have it, while its value has a place.
function useField(places) {
  const [field, setField] = useState("");
  useEffect(() => {
    const follow = (event) => setField(event.target.id ?? "");
    const leave = (event) => event.relatedTarget || setField("");
    const tap = ({ target }) => {
      if (!document.querySelector("form fieldset:disabled")) return;
      setField(target.closest("fieldset .field")?.querySelector("input, select, button")?.id ?? "");
    };
    const heard = { focusin: follow, focusout: leave, click: tap };
    for (const [name, hear] of Object.entries(heard)) document.addEventListener(name, hear);
    return () => {
      for (const [name, hear] of Object.entries(heard)) document.removeEventListener(name, hear);
    };
  }, []);
  return places[field] ? field : "";
}

const percent = (share) => `${share * 100}%`;

function Mark({ place }) {
  const [, left, top, width, height] = place;
  const style = { left: percent(left), top: percent(top), width: percent(width), height: percent(height) };
  return h("span", { className: "place", style, "aria-hidden": true });
}

// The part of the page around a place, large enough to be read.
function Strip({ source, sheet, place, field }) {
  const strip = useRef(null);
  const [size, setSize] = useState(null);
  const [, left, top, width, height] = place;

  useEffect(() => {
    const { clientWidth, clientHeight } = strip.current;
    setSize([clientWidth, clientHeight]);
    // The field must not be under the strip, nor its label.
    const under = document.getElementById(field).getBoundingClientRect().top - 40;
    const bottom = strip.current.getBoundingClientRect().bottom;
    if (under < bottom) window.scrollBy({ top: under - bottom, behavior: "instant" });
  }, [place]);

  let style = { visibility: "hidden" };
  if (size) {
    const [across, down] = size;
    const ratio = sheet[1] / sheet[2];
    const fitting = Math.min((LINE / height) * ratio, (across * 0.9) / width, across * 2.5);
    const wide = Math.max(across, fitting);
    const tall = wide / ratio;
    const x = Math.min(0, Math.max(across - wide, across / 2 - (left + width / 2) * wide));
    const y = Math.min(0, Math.max(down - tall, down / 2 - (top + height / 2) * tall));
    style = { width: `${wide}px`, height: `${tall}px`, transform: `translate(${x}px, ${y}px)` };
  }
  return h(
    "div",
    { className: "strip", ref: strip, "aria-hidden": true },
    h("div", { style }, h("img", { src: source, alt: "" }), h(Mark, { place })),
  );
}

function Sheet({ source, sheet, number, name, place }) {
  const [failed, setFailed] = useState(false);
  useEffect(() => setFailed(false), [source]);
  const [, width, height] = sheet;
  return h(
    "div",
    { className: "sheet-of-paper", style: { aspectRatio: `${width} / ${height}` } },
    failed
      ? h(
          "p",
          { className: "muted small", role: "status" },
          "Cette page n’a pas pu être dessinée. Le fichier, lui, est intact. ",
          h("button", { type: "button", className: "plain", onClick: () => setFailed(false) }, "Réessayer"),
        )
      : h(
          "a",
          { href: source, target: "_blank", rel: "noopener" },
          h("img", {
            src: source,
            alt: `Page ${number} du fichier ${name}, à ouvrir en grand`,
            width,
            height,
            loading: "lazy",
            decoding: "async",
            onError: () => setFailed(true),
          }),
        ),
    place && !failed ? h(Mark, { place }) : null,
  );
}

function Turner({ at, count, turn }) {
  const button = (words, to, icon) =>
    h(
      "button",
      {
        type: "button",
        className: `button icon-only ${icon}`,
        "aria-label": words,
        disabled: to < 0 || to >= count,
        onClick: () => turn(to),
      },
      h("span", { className: "icon icon-back", "aria-hidden": true }),
    );
  return h(
    "div",
    { className: "turner" },
    button("Page précédente", at - 1, ""),
    h("span", { className: "small muted", role: "status" }, `Page ${at + 1} sur ${count}`),
    button("Page suivante", at + 1, "forward"),
  );
}

export function PageView({ address, name, sheets, places }) {
  const wide = useWide();
  const field = useField(places);
  const [turned, setTurned] = useState(0);
  const [open, setOpen] = useState(false);
  const place = field ? places[field] : null;
  const read = place ? sheets.findIndex(([number]) => number === place[0]) : -1;
  useEffect(() => {
    if (read >= 0) setTurned(read);
  }, [field]);

  const at = Math.min(read >= 0 ? read : turned, sheets.length - 1);
  const sheet = sheets[at];
  if (!sheet) return null;
  const source = `${address}${sheet[0]}`;
  const shown = wide || open;
  return h(
    "div",
    { className: "paper" },
    h(
      "details",
      { open: shown, onToggle: (event) => wide || setOpen(event.currentTarget.open) },
      h("summary", { hidden: wide }, "Voir la page"),
      shown
        ? h(Sheet, { source, sheet, number: sheet[0] + 1, name, place: read >= 0 ? place : null })
        : null,
      shown && sheets.length > 1 ? h(Turner, { at, count: sheets.length, turn: setTurned }) : null,
    ),
    place && read >= 0 && !wide ? h(Strip, { key: field, source, sheet, place, field }) : null,
  );
}
