import { html, useEffect, useLayoutEffect, useRef, useState } from './html.js';
import { ago, capital, moment, span, useNow } from './words.js';

// Small things that several pages show.

const ICONS = {
  edit: 'M11.5 2.5l2 2L5 13l-2.7.7L3 11z',
  delete: 'M3 4.5h10M6.5 4.5V3h3v1.5M4.5 4.5l.5 8.5h6l.5-8.5',
  add: 'M8 3v10M3 8h10',
  search: 'M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10zM10.7 10.7L14 14',
  lock: 'M4 7.5h8V13H4zM5.5 7.5V5.5a2.5 2.5 0 0 1 5 0v2',
  back: 'M9.5 3.5L5 8l4.5 4.5',
  down: 'M4 6l4 4 4-4',
  close: 'M4 4l8 8M12 4l-8 8',
  eye: 'M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8zM8 9.7a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4z',
  reload: 'M13 8a5 5 0 1 1-1.5-3.5M13 2.5v3h-3',
  check: 'M3 8.5l3.5 3.5L13 4.5',
  plug: 'M5.5 2v3M10.5 2v3M4 5h8v2.5a4 4 0 0 1-8 0zM8 11.5V14',
  pulse: 'M1.5 8H5l2-5 3 10 1.5-5h3',
  table: 'M2.5 3h11v10h-11zM2.5 6.5h11M6.5 6.5V13',
};

export function Icon({ name }) {
  return html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path d=${ICONS[name]} /></svg>`;
}

/** A state with its mark: form and colour say the same. */
export function State({ state }) {
  return html`<span class=${`state ${state}`}><span class="mark" aria-hidden="true"></span>${capital(state)}</span>`;
}

/** A time as how long it is ago; the moment itself is in its tooltip. */
export function Ago({ at, short = false }) {
  const now = useNow();
  return html`<time datetime=${at} title=${moment(at)}>${short ? span(at, now) : ago(at, now)}</time>`;
}

/** What a page says in a box: how is info, good, warning or error. */
export function Notice({ how = 'info', title, children, actions }) {
  return html`<div class=${`notice ${how}`} role=${how === 'error' ? 'alert' : 'status'}>
    <div class="notice-text">
      ${title && html`<strong>${title}</strong>`}
      ${children && html`<div class="notice-body">${children}</div>`}
    </div>
    ${actions && html`<div class="notice-actions">${actions}</div>`}
  </div>`;
}

/** What stands where there is nothing yet. */
export function Empty({ icon, title, children, actions }) {
  return html`<div class="empty">
    <${Icon} name=${icon} />
    <h2>${title}</h2>
    <p>${children}</p>
    ${actions && html`<div class="empty-actions">${actions}</div>`}
  </div>`;
}

/** Lines in place of what is being read; they show after a moment, so that quick answers do not flicker. */
export function Loading({ lines = 5, label }) {
  return html`<div class="loading" role="status" aria-label=${`Loading ${label}`}>
    ${Array.from({ length: lines }, (_, at) => html`<div class="bone" key=${at}></div>`)}
  </div>`;
}

export function Failure({ what, error, again }) {
  return html`<${Notice}
    how="error"
    title=${`${what} cannot be shown`}
    actions=${again && html`<button type="button" class="button" onClick=${again}>Try again</button>`}
  >${error.message}<//>`;
}

/** The heading of a page; it gets the focus when the page is opened, so that a screen reader begins there. */
export function Heading({ children, title, focus = true }) {
  const heading = useRef(null);
  useEffect(() => {
    document.title = `${title} · Wadi`;
  }, [title]);
  useEffect(() => {
    if (focus) {
      heading.current.focus({ preventScroll: true });
    }
  }, []);
  return html`<h1 ref=${heading} tabindex="-1">${children}</h1>`;
}

/** A dialog over the page. Escape closes it, and the focus goes back to where it was. */
export function Dialog({ title, children, onClose, wide = false }) {
  const dialog = useRef(null);
  useLayoutEffect(() => {
    const shown = dialog.current;
    shown.showModal();
    return () => shown.close();
  }, []);
  const cancelled = (event) => {
    event.preventDefault();
    onClose();
  };
  return html`<dialog ref=${dialog} class=${wide ? 'wide' : ''} aria-labelledby="dialog-title" onCancel=${cancelled}>
    <h2 id="dialog-title">${title}</h2>
    ${children}
  </dialog>`;
}

let notes = [];
let showNotes = () => {};

/** Says for a few seconds that something was done. */
export function say(text, how = 'good') {
  const note = { text, how, id: crypto.randomUUID?.() ?? String(Math.random()) };
  notes = [...notes, note].slice(-3);
  showNotes(notes);
  setTimeout(() => {
    notes = notes.filter((one) => one !== note);
    showNotes(notes);
  }, 6_000);
}

export function Notes() {
  const [shown, setShown] = useState(notes);
  showNotes = setShown;
  return html`<div class="notes" aria-live="polite">
    ${shown.map((note) => html`<div key=${note.id} class=${`note ${note.how}`}>${note.text}</div>`)}
  </div>`;
}

/** Reads something when the page opens and whenever one of the keys changes: [value, error, read again]. */
export function useRead(read, keys) {
  const [result, setResult] = useState([null, null]);
  const latest = useRef(0);
  const again = async () => {
    latest.current += 1;
    const mine = latest.current;
    try {
      const value = await read();
      if (mine === latest.current) {
        setResult([value, null]);
      }
    } catch (error) {
      if (mine === latest.current) {
        setResult(([value]) => [value, error]);
      }
    }
  };
  useEffect(() => {
    again();
    return () => {
      latest.current += 1; // whoever leaves does not wait
    };
  }, keys);
  return [...result, again];
}
