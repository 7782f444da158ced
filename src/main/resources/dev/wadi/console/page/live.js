import { useEffect, useState } from './html.js';
import { api } from './api.js';

// What happens in the service, as it happens: server-sent events, and reading again every few seconds where they do not
// get through. Listeners get events, and {kind: 'resume'} whenever some may have been missed.

const KINDS = ['connection', 'swap', 'reload', 'file', 'change', 'test', 'run'];
const POLL_MILLIS = 5_000;
const POLLS = 6;
const AGAIN_MILLIS = 2_000;

const listeners = new Set();
const watchers = new Set();
let state = 'connecting';
let source = null;
let timer = null;
let asking = false;

/** @param {(event: {kind: string, subject?: string}) => void} listener */
export function onEvent(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell(event) {
  listeners.forEach((listener) => listener(event));
}

function become(next) {
  if (state !== next) {
    state = next;
    watchers.forEach((watcher) => watcher(next));
  }
}

/** How the page hears of changes: connecting, live, polling, or gone when the service does not answer. */
export function useLive() {
  const [seen, setSeen] = useState(state);
  useEffect(() => {
    watchers.add(setSeen);
    setSeen(state);
    return () => watchers.delete(setSeen);
  }, []);
  return seen;
}

export function start() {
  stop();
  state = 'connecting';
  document.addEventListener('visibilitychange', look);
  look();
}

export function stop() {
  document.removeEventListener('visibilitychange', look);
  rest();
}

function rest() {
  clearTimeout(timer);
  source?.close();
  source = null;
}

/** A page that nobody sees gives its line back: browsers have six to a server, for all tabs together. */
function look() {
  if (document.hidden) {
    rest();
  } else if (source === null) {
    open();
  }
}

function open() {
  clearTimeout(timer);
  let opened = false;
  const events = new EventSource('/api/v2/events');
  source = events;
  events.onopen = () => {
    opened = true;
    const missed = state !== 'connecting';
    become('live');
    if (missed) {
      tell({ kind: 'resume' });
    }
  };
  events.onerror = () => {
    events.close();
    if (source === events) {
      ask(opened);
    }
  };
  const received = (message) => tell(JSON.parse(message.data));
  events.onmessage = received;
  KINDS.forEach((kind) => events.addEventListener(kind, received));
}

/** A call was not answered. */
export function lost() {
  if (source && state !== 'gone' && !asking) {
    source.close();
    ask(true);
  }
}

/** Finds out whether the service is there; then whether its events are. */
async function ask(eventsWork) {
  clearTimeout(timer);
  asking = true;
  let session = null;
  try {
    session = await api.session();
  } catch (failure) {
    if (failure.status === 0) {
      become('gone');
      timer = setTimeout(() => ask(true), AGAIN_MILLIS);
      return;
    }
  } finally {
    asking = false;
  }
  if (source === null) {
    return; // stopped meanwhile
  }
  if (session?.role === null) {
    tell({ kind: 'signed-out' });
  } else if (eventsWork) {
    open();
  } else {
    poll(POLLS);
  }
}

function poll(times) {
  become('polling');
  tell({ kind: 'resume' });
  timer = setTimeout(() => (times > 1 ? poll(times - 1) : open()), POLL_MILLIS);
}
