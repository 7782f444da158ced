import { useEffect, useState } from './html.js';

const STEPS = [
  [60, 1, 's'],
  [3_600, 60, 'min'],
  [86_400, 3_600, 'h'],
  [Infinity, 86_400, 'd'],
];

/** How long ago, shortly: 'now', '42 s', '5 min', '3 h', '2 d'. */
export function span(at, now) {
  const seconds = Math.max(0, (now - Date.parse(at)) / 1000);
  if (!(seconds >= 5)) {
    return 'now';
  }
  const [, length, unit] = STEPS.find(([limit]) => seconds < limit);
  return `${Math.floor(seconds / length)} ${unit}`;
}

export function ago(at, now) {
  const words = span(at, now);
  return words === 'now' ? 'just now' : `${words} ago`;
}

/** The date and time for a tooltip. */
export function moment(at) {
  return new Date(at).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
}

export function clock(at) {
  return new Date(at).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
}

export function day(at) {
  return new Date(at).toLocaleDateString(undefined, { weekday: 'long', day: 'numeric', month: 'long' });
}

export function count(number, one, many = `${one}s`) {
  return `${number.toLocaleString()} ${number === 1 ? one : many}`;
}

export function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** With a capital at its beginning and a full stop. */
export function sentence(text) {
  const begun = capital(text);
  return begun === '' || /[.!?:]$/.test(begun) ? begun : `${begun}.`;
}

let home = '';

/** Files are named from the folder that holds the connections' one. */
export function nameFilesFrom(folder) {
  home = folder.startsWith('/') ? folder.replace(/[^/]+\/*$/, '') : '';
}

export function fileName(file) {
  return home.length > 1 && file.startsWith(home) ? file.slice(home.length) : file;
}

/** A text in which files are named so, too. */
export function brief(text) {
  return home.length > 1 ? text.replaceAll(new RegExp(`(^|[\\s'"(])${escaped(home)}`, 'g'), '$1') : text;
}

function escaped(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** file:line, as far as there is one. */
export function place({ file, line }) {
  return [fileName(file ?? ''), line].filter(Boolean).join(':');
}

/** The host as people write it, with its port. */
export function address({ host, port }) {
  const shown = host?.includes(':') && !host.includes('/') && !host.includes(',') ? `[${host}]` : (host ?? '');
  return port === null || port === undefined ? (host ?? '') : `${shown}:${port}`;
}

let now = Date.now();
const watchers = new Set();
setInterval(() => {
  now = Date.now();
  watchers.forEach((watcher) => watcher(now));
}, 10_000);

/** The time, every ten seconds, the same for all that is shown. */
export function useNow() {
  const [seen, setSeen] = useState(now);
  useEffect(() => {
    now = Date.now();
    setSeen(now);
    watchers.add(setSeen);
    return () => watchers.delete(setSeen);
  }, []);
  return seen;
}
