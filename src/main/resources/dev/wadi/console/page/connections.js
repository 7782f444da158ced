import { useEffect, useState } from './html.js';
import { api, ApiError } from './api.js';
import { onEvent } from './live.js';
import { nameFilesFrom } from './words.js';

// The connections that the service has, kept while the page is open, so that going back to the list shows it at once.

const TOGETHER_MILLIS = 250;
const ONE_BY_ONE = 4;
const ABOUT_CONNECTIONS = new Set(['connection', 'swap', 'change', 'test']);

let kept = { list: null, folder: null, error: null };
let types = null;
let reading = false;
const watchers = new Set();
const changed = new Set();
let everything = false;
let timer = null;

function become(next) {
  kept = { ...kept, ...next };
  watchers.forEach((watcher) => watcher(kept));
}

/** Reads them all again. */
export async function readAll() {
  reading = true;
  try {
    const { connections, folder } = await api.connections();
    nameFilesFrom(folder?.folder ?? '');
    become({ list: connections, folder, error: null });
  } catch (error) {
    become({ error });
  }
  reading = false;
}

async function readOne(id) {
  try {
    const read = await api.connection(id);
    const list = kept.list.filter((one) => one.connection_id !== id);
    become({ list: [...list, read].sort((a, b) => (a.connection_id < b.connection_id ? -1 : 1)) });
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) {
      await readAll(); // gone, or missing and named by routes
    }
  }
}

onEvent(({ kind, subject }) => {
  if (kind === 'resume' || kind === 'reload' || kind === 'file') {
    everything = true; // files of routes change who uses what
  } else if (ABOUT_CONNECTIONS.has(kind) && subject) {
    changed.add(subject);
  }
  if (kept.list && (everything || changed.size > 0)) {
    timer ??= setTimeout(catchUp, TOGETHER_MILLIS);
  }
});

/** Many changes come together when a folder is written; they are read together. */
async function catchUp() {
  const ids = [...changed];
  const all = everything || ids.length > ONE_BY_ONE;
  changed.clear();
  everything = false;
  await (all ? readAll() : Promise.all(ids.map(readOne)));
  timer = null;
  if (everything || changed.size > 0) {
    timer = setTimeout(catchUp, TOGETHER_MILLIS);
  }
}

/** What was read is not to be shown to whoever signs in next. */
export function forget() {
  become({ list: null, folder: null, error: null });
}

/** All connections as they are now: {list (null until they are there), folder, error}. */
export function useConnections() {
  const [seen, setSeen] = useState(kept);
  useEffect(() => {
    watchers.add(setSeen);
    setSeen(kept);
    if (!kept.list && !reading) {
      readAll();
    }
    return () => watchers.delete(setSeen);
  }, []);
  return seen;
}

/** The connection types, read once: [] until they are there. */
export function useTypes() {
  const [seen, setSeen] = useState(types ?? []);
  useEffect(() => {
    if (!types) {
      api.types().then(
        (answer) => {
          types = answer.types;
          setSeen(types);
        },
        () => {}, // ids stand in for titles
      );
    }
  }, []);
  return seen;
}

/** A type by its name or an alias; undefined for one without a form. */
export function typeOf(all, connType) {
  return all.find((one) => one.conn_type === connType || one.aliases.includes(connType));
}

/** What people call a type. */
export function titleOf(all, connType) {
  return typeOf(all, connType)?.title ?? connType;
}
