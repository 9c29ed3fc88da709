// What somebody types is sent after a pause, and kept by the server once it answers. Until then it
// is held in this tab, and put back where the page was loaded anew before that.
import { useLocation } from "react-router";
import { useEffect, useRef, useState } from "react";

const HELD = "choral-saisie "; // signing out forgets all that begins with « choral- »
const PATIENCE = 3000; // ms that the server may take before it is said that it has not answered

// The server keeps a line break as a space in some fields, and nothing at either end of any.
const plain = (text) => text.replace(/[\s\p{Cc}]+/gu, " ").trim();

function read(place) {
  return JSON.parse(sessionStorage.getItem(place) ?? "{}");
}

function write(place, held) {
  if (Object.keys(held).length) sessionStorage.setItem(place, JSON.stringify(held));
  else sessionStorage.removeItem(place);
}

function isText(field) {
  return field?.tagName === "TEXTAREA" || (field?.tagName === "INPUT" && field.type === "text");
}

export function KeptTyping({ kept, isCut, onFound, children: [saved, unsaved] }) {
  const { pathname, search } = useLocation();
  const place = HELD + pathname + search;
  const mark = useRef(null);
  const typed = useRef(new Set());
  const latest = useRef(kept);
  const [waits, setWaits] = useState(false);
  const [slow, setSlow] = useState(false);
  latest.current = kept;

  function look() {
    const { elements } = mark.current.form;
    const held = {};
    for (const name of typed.current) {
      const { value } = elements[name] ?? {};
      if (value !== undefined && plain(value) !== plain(latest.current[name])) held[name] = value;
    }
    write(place, held);
    setWaits(Object.keys(held).length > 0);
  }

  useEffect(() => {
    const { form } = mark.current;
    for (const [name, value] of Object.entries(read(place))) {
      if (!isText(form.elements[name]) || !(name in latest.current)) continue;
      form.elements[name].value = value;
      typed.current.add(name);
      onFound(name, value);
    }
    function hear({ target }) {
      if (!isText(target) || !(target.name in latest.current)) return;
      typed.current.add(target.name);
      look();
    }
    form.addEventListener("input", hear);
    return () => form.removeEventListener("input", hear);
  }, [place]);

  useEffect(look, [kept, place]);

  useEffect(() => {
    setSlow(false);
    if (!waits) return undefined;
    const timer = setTimeout(() => setSlow(true), PATIENCE);
    return () => clearTimeout(timer);
  }, [waits, kept]);

  return (
    <>
      <input type="hidden" ref={mark} />
      {waits && (isCut || slow || !navigator.onLine) ? unsaved : saved}
    </>
  );
}
