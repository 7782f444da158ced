import { html, useEffect, useState } from './html.js';
import { api } from './api.js';
import { readAll, titleOf, typeOf, useConnections, useTypes } from './connections.js';
import { DeleteDialog } from './delete-dialog.js';
import { Events } from './events.js';
import { fromApi } from './form-model.js';
import { Trial, useTrial } from './form-test.js';
import { useKeys } from './keys.js';
import { onEvent } from './live.js';
import { Measures } from './measures.js';
import { Ago, Empty, Failure, Heading, Loading, Notice, State, useRead } from './parts.js';
import { go, linkTo } from './router.js';
import { brief, sentence } from './words.js';
import { Tables } from './tables.js';
import { Users } from './users.js';
import { Definition } from './definition.js';

const TOGETHER_MILLIS = 200;

/** Reads again when something happened to it. */
function useAgain(id, again) {
  useEffect(() => {
    let timer = null;
    const stop = onEvent(({ kind, subject }) => {
      if (subject === id || kind === 'resume' || kind === 'reload' || kind === 'file') {
        clearTimeout(timer);
        timer = setTimeout(again, TOGETHER_MILLIS);
      }
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [id]);
}

/** All about one connection. */
export function ConnectionPage({ id, mayWrite }) {
  const { list } = useConnections();
  const types = useTypes();
  const [connection, error, again] = useRead(() => api.connection(id), [id]);
  const [usages, unread, usagesAgain] = useRead(() => api.usages(id), [id]);
  const [history, , historyAgain] = useRead(() => api.history(id), [id]);
  useAgain(id, () => {
    again();
    usagesAgain();
    historyAgain();
  });
  const listed = list?.find((one) => one.connection_id === id);
  const isGone = error?.status === 404;
  const shown = isGone ? (listed?.wadi.state === 'missing' ? listed : null) : (connection ?? listed);
  const wadi = shown?.wadi;
  if (isGone && !shown) {
    return html`<div class="page"><div class="page-head"><${Heading} title=${id}><span class="id">${id}</span><//></div>
      <${Empty} icon="plug" title="There is no such connection" actions=${html`<a class="button" href="#/connections">To the connections</a>`}>It was deleted, or never there.<//></div>`;
  }
  if (!shown) {
    return html`<div class="page">${error ? html`<${Failure} what=${id} error=${error} again=${again} />` : html`<${Loading} lines=${8} label=${id} />`}</div>`;
  }
  const isMissing = wadi.state === 'missing';
  const isUsable = wadi.state === 'open' || wadi.state === 'degraded';
  return html`<div class="page">
    <${Head} shown=${shown} mayWrite=${mayWrite} title=${titleOf(types, shown.conn_type)} />
    <div class="columns">
      <div class="column">
        <section class="card" aria-labelledby="users-title">
          <h2 id="users-title">Users ${usages && html`<span class="total">${usages.total_entries}</span>`}</h2>
          ${unread && html`<${Failure} what="Who uses it" error=${unread} again=${usagesAgain} />`}
          ${!usages && !unread && html`<${Loading} lines=${2} label="users" />`}
          ${usages && (usages.usages.length === 0
            ? html`<p class="nothing">No route, pipeline or stage uses it.</p>`
            : html`<${Users} usages=${usages.usages} />`)}
        </section>
        ${isUsable && html`<${Measures} id=${id} />`}
        ${isUsable && typeOf(types, shown.conn_type)?.has_schema !== false && html`<${Tables} id=${id} version=${wadi.version} />`}
      </div>
      <div class="column aside">
        ${!isMissing && html`<${Definition} shown=${shown} values=${fromApi(shown)} />`}
        <section class="card" aria-labelledby="history-title">
          <h2 id="history-title">History</h2>
          ${history && (history.events.length === 0 ? html`<p class="nothing">Nothing since the start.</p>` : html`<${Events} events=${history.events} about=${id} />`)}
        </section>
      </div>
    </div>
  </div>`;
}

/** Its name, how it is, and what can be done with it. */
function Head({ shown, mayWrite, title }) {
  const { connection_id: id, wadi } = shown;
  const [isDeleting, setDeleting] = useState(location.hash.endsWith('/delete'));
  const trial = useTrial(() => ({ connection_id: id, conn_type: shown.conn_type, host: shown.host, port: shown.port,
    login: shown.login, password: shown.password, schema: shown.schema, extra: shown.extra }));
  const isMissing = wadi.state === 'missing';
  const mayChange = mayWrite && wadi.writable && !isMissing;
  const mayTest = mayWrite && !isMissing && wadi.state !== 'opaque';
  const create = `#/connections/new?id=${encodeURIComponent(id)}`;
  useKeys({
    Escape: () => go('#/connections'),
    ...(mayChange && { e: () => go(linkTo(id, 'edit')), d: () => setDeleting(true) }),
    ...(mayTest && { t: () => !trial.isRunning && trial.run() }),
  });
  return html`<div class="page-head one">
      <div class="one-title">
        <${Heading} title=${id}><span class="id">${id}</span><//>
        <p class="one-state"><${State} state=${wadi.state} />${wadi.since && html` <span class="second">since <${Ago} at=${wadi.since} short /></span>`}
          <span class="second">${title}</span>${wadi.source === 'environment' && html`<span class="tag">env</span>`}</p>
      </div>
      <div class="page-actions">
        ${mayTest && html`<button type="button" class="button" disabled=${trial.isRunning} onClick=${trial.run}>Test</button>`}
        ${mayChange && html`<a class="button" href=${linkTo(id, 'edit')}>Edit</a>
          <button type="button" class="button" onClick=${() => setDeleting(true)}>Delete</button>`}
        ${isMissing && mayWrite && html`<a class="button primary" href=${create}>Create it</a>`}
      </div>
    </div>
    ${shown.description && html`<p class="description">${shown.description}</p>`}
    ${wadi.reason && html`<${Notice} how=${wadi.state === 'failing' ? 'error' : wadi.state === 'opaque' ? 'info' : 'warning'}>${sentence(brief(wadi.reason))}<//>`}
    ${wadi.problems.map((problem) => html`<${Notice} key=${problem.path} how=${problem.severity === 'error' ? 'error' : 'warning'}
      title=${problem.path}>${sentence(problem.what)} ${sentence(problem.fix)}<//>`)}
    ${mayWrite && !isMissing && !wadi.writable && html`<${Notice} title="Read-only here">${sentence(wadi.why_not_writable)}<//>`}
    <${Trial} trial=${trial} />
    ${isDeleting && html`<${DeleteDialog} connection=${shown} onClose=${() => setDeleting(false)}
      onDeleted=${() => (readAll(), go('#/connections'))} />`}`;
}
