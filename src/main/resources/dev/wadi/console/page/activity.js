import { html, useEffect, useState } from './html.js';
import { api } from './api.js';
import { Events } from './events.js';
import { Files } from './files.js';
import { useKeys } from './keys.js';
import { onEvent } from './live.js';
import { Empty, Failure, Heading, Icon, Loading, say, useRead } from './parts.js';

const KINDS = [
  ['', 'All'],
  ['reload', 'Reloads'],
  ['swap', 'Swaps'],
  ['connection', 'States'],
  ['file', 'Files'],
  ['change', 'Changes'],
  ['test', 'Tests'],
  ['run', 'Runs'],
];
const KEPT = 1_000;
const PAGE = 100;
const TOGETHER_MILLIS = 300;

/** What happened, as it happens, with what is older below it. */
function useActivity() {
  const [events, setEvents] = useState(null);
  const [error, setError] = useState(null);
  const [isAll, setAll] = useState(false);
  const read = async (before) => {
    try {
      const page = (await api.activity(before)).events;
      setAll(page.length < PAGE);
      setEvents((now) => (before === undefined ? page : [...now, ...page.filter((one) => one.id < before)]));
      setError(null);
    } catch (failure) {
      setError(failure);
    }
  };
  useEffect(() => {
    read();
    return onEvent((event) => {
      if (event.kind === 'resume') {
        read();
      } else if (event.id !== undefined) {
        setEvents((now) => now && [event, ...now.filter((one) => one.id !== event.id)].slice(0, KEPT));
      }
    });
  }, []);
  return { events, error, isAll, read };
}

function useStatus() {
  const [status, error, again] = useRead(api.status, []);
  useEffect(() => {
    let timer = null;
    const stop = onEvent(() => {
      timer ??= setTimeout(() => {
        timer = null;
        again();
      }, TOGETHER_MILLIS);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, []);
  return { status, error, again };
}

export function Activity({ mayWrite }) {
  const { events, error, isAll, read } = useActivity();
  const { status, error: unread, again } = useStatus();
  const [kind, setKind] = useState('');
  useKeys({ Escape: () => setKind('') });
  const shown = (events ?? []).filter((event) => kind === '' || event.kind === kind);
  return html`<div class="page">
    <div class="page-head">
      <${Heading} title="Activity">Activity<//>
      ${mayWrite && html`<${Reload} />`}
    </div>
    <div class="columns activity">
      <div class="column">
        <div class="chips" role="group" aria-label="What is shown">
          ${KINDS.map(([name, title]) => html`<button key=${name} type="button" class="chip" aria-pressed=${kind === name}
            onClick=${() => setKind(name)}>${title}</button>`)}
        </div>
        ${error && !events && html`<${Failure} what="The activity" error=${error} again=${() => read()} />`}
        ${!events && !error && html`<${Loading} lines=${8} label="activity" />`}
        ${events && shown.length === 0 && html`<${Empty} icon="pulse" title=${kind ? 'None of these' : 'Nothing yet'}>Reloads, swaps of connections and
          changes of files appear here as they happen.<//>`}
        ${shown.length > 0 && html`<section class="card log" aria-label="What happened"><${Events} events=${shown} /></section>`}
        ${events && !isAll && events.length > 0 && html`<button type="button" class="button" onClick=${() => read(events[events.length - 1].id)}>Older</button>`}
      </div>
      <div class="column aside">
        ${unread && !status && html`<${Failure} what="The files" error=${unread} again=${again} />`}
        ${status && html`<${Files} status=${status} />`}
      </div>
    </div>
  </div>`;
}

function Reload() {
  const [busy, setBusy] = useState(false);
  const reload = async () => {
    setBusy(true);
    try {
      await api.reload();
      say('All files were read again');
    } catch (error) {
      say(`They were not read again: ${error.message}`, 'bad');
    }
    setBusy(false);
  };
  return html`<button type="button" class="button" disabled=${busy} onClick=${reload} title="Read all files now, and try what fails">
    <${Icon} name="reload" />${busy ? 'Reloading…' : 'Reload'}</button>`;
}
