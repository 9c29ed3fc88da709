// Files sent from this device: counted before they leave, with progress, one after the other.
import { createElement as h, useEffect, useRef, useState } from "react";

const UNREACHABLE = "Choral est injoignable. Vérifiez votre connexion, puis réessayez.";
const BACK = "Le réseau est revenu\u00a0: réessayez.";

function tooLarge(file, limit) {
  if (!file.size) return "Ce fichier est vide. Choisissez-en un autre.";
  if (file.size <= limit) return "";
  const weight = (file.size / 1e6).toFixed(1).replace(".", ",");
  return `Ce fichier pèse ${weight}\u00a0Mo\u00a0: la limite est ${limit / 1e6}\u00a0Mo.`;
}

function post(address, file, onProgress) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", address);
    request.responseType = "json";
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.setRequestHeader("X-File-Name", encodeURIComponent(file.name));
    request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
    request.onerror = () => resolve({ message: UNREACHABLE });
    request.onload = () => {
      if (request.status === 401) {
        const here = window.location.pathname + window.location.search;
        window.location.assign(`/connexion/?suite=${encodeURIComponent(here)}`);
      }
      const told = request.response ?? {};
      const made = request.status === 201 && (told.id || told.ids);
      resolve(made ? told : { message: told.message || UNREACHABLE, refused: told.refused });
    };
    request.send(file);
  });
}

function useUpload({ address, refusal, onUploaded, onLot }) {
  const [sending, setSending] = useState(null);
  const [problem, setProblem] = useState("");
  const [lot, setLot] = useState(null);
  const waiting = useRef([]);
  useEffect(() => {
    const hear = () => setProblem((said) => (said === UNREACHABLE ? BACK : said));
    addEventListener("online", hear);
    return () => removeEventListener("online", hear);
  }, []);

  async function send(files) {
    if (sending || !files.length) return;
    waiting.current = [...files];
    const refused = [];
    const refuse = (file, reason) => {
      refused.push(files.length > 1 ? `${file.name}\u00a0: ${reason}` : reason);
      setProblem(refused.join(" "));
      waiting.current.shift();
    };
    setProblem("");
    setLot(null);
    while (waiting.current.length) {
      const file = waiting.current[0];
      const reason = refusal(file);
      if (reason) {
        refuse(file, reason);
        continue;
      }
      setSending({ name: file.name, value: 0 });
      const told = await post(address, file, (value) => setSending({ name: file.name, value }));
      if (told.message === UNREACHABLE) {
        setProblem(UNREACHABLE);
        break;
      }
      if (told.message) {
        refuse(file, told.message);
        if (told.refused) setLot({ made: 0, refused: told.refused });
        continue;
      }
      waiting.current.shift();
      if (told.ids && (told.ids.length > 1 || told.refused.length)) {
        setLot({ made: told.ids.length, refused: told.refused });
        onLot?.();
      } else onUploaded?.(told.id ?? told.ids[0]);
    }
    setSending(null);
  }

  const unsent = problem === UNREACHABLE || problem === BACK;
  const again = unsent ? () => send(waiting.current) : null;
  return { sending, problem, lot, send, again };
}

function Place({ upload, children }) {
  const [over, setOver] = useState(false);
  const drop = (event) => {
    event.preventDefault();
    setOver(false);
    upload.send(event.dataTransfer.files);
  };
  return h(
    "div",
    {
      className: over ? "drop over" : "drop",
      onDragOver: (event) => (event.preventDefault(), setOver(true)),
      onDragLeave: () => setOver(false),
      onDrop: drop,
    },
    upload.sending ? h(Progress, upload.sending) : children,
    h("p", { className: "error", role: "alert" }, upload.problem),
    upload.again && !upload.sending
      ? h("button", { type: "button", className: "button", onClick: upload.again }, "Réessayer")
      : null,
    upload.lot && !upload.sending ? h(Lot, upload.lot) : null,
  );
}

// What became of an archive: the drafts stand in the list below.
function Lot({ made, refused }) {
  const words = [
    made ? (made > 1 ? `${made} brouillons créés.` : "1 brouillon créé.") : "",
    refused.length ? (refused.length > 1 ? `${refused.length} fichiers refusés :` : "1 fichier refusé :") : "",
  ];
  return h(
    "div",
    { className: "lot", role: "status" },
    h("p", null, words.join(" ")),
    h(
      "ul",
      null,
      refused.map(({ name, message }, place) => h("li", { key: place }, h("strong", null, name), ` : ${message}`)),
    ),
  );
}

function Choose({ label, primary, send, ...input }) {
  const choose = (event) => {
    send([...event.target.files]);
    event.target.value = "";
  };
  return h(
    "label",
    { className: "toggle" },
    h("input", { type: "file", onChange: choose, ...input }),
    h("span", { className: primary ? "button primary" : "button" }, label),
  );
}

function Progress({ value, name }) {
  const percent = Math.round(value * 100);
  const words = percent < 100 ? `Envoi de ${name}\u00a0: ${percent}\u00a0%` : `Lecture de ${name}…`;
  return h(
    "div",
    { style: { width: "100%" } },
    h("p", { role: "status" }, words),
    h(
      "div",
      { className: "progress", "aria-hidden": true },
      h("span", { style: { width: `${percent}%` } }),
    ),
  );
}

const ARCHIVE = /\.(zip|tar\.gz|tgz)$/i;

export function FilePicker({ draft, limit, archiveLimit, onUploaded, onLot, accept }) {
  const isLot = (file) => !draft && ARCHIVE.test(file.name);
  const refusal = (file) => tooLarge(file, isLot(file) ? archiveLimit : limit);
  const address = draft ? `/api/depots/${draft}/fichier` : "/api/depots";
  const upload = useUpload({ address, refusal, onUploaded, onLot });
  return h(
    Place,
    { upload },
    h("span", { className: "icon icon-upload", "aria-hidden": true }),
    h(Choose, {
      label: "Choisir le fichier",
      primary: true,
      send: (files) => upload.send(files.slice(0, 1)),
      accept,
      "aria-describedby": "fichier-aide",
    }),
    h(
      "p",
      { id: "fichier-aide", className: "muted small" },
      "PDF, Factur-X ou XML, 10\u00a0Mo au plus." +
        (draft ? "" : " Une archive .zip ou .tar.gz donne un brouillon par facture."),
    ),
  );
}

export function PiecePicker({ invoice, limit, onUploaded, accept }) {
  const refusal = (file) => tooLarge(file, limit);
  const upload = useUpload({ address: `/api/pieces?facture=${invoice}`, refusal, onUploaded });
  return h(
    Place,
    { upload },
    h(Choose, {
      label: "Prendre une photo",
      primary: true,
      send: upload.send,
      accept: "image/*",
      capture: "environment",
    }),
    h(Choose, { label: "Choisir des fichiers", send: upload.send, accept, multiple: true }),
    h("p", { className: "muted small" }, "10\u00a0Mo au plus par pièce."),
  );
}
