import { html, useEffect, useMemo, useRef, useState } from './html.js';
import { readAll, titleOf, useConnections, useTypes } from './connections.js';
import { ConnectionRow } from './connection-row.js';
import { DeleteDialog } from './delete-dialog.js';
import { useKeys } from './keys.js';
import { Empty, Failure, Heading, Icon, Loading, Notice } from './parts.js';
import { go, keep, linkTo } from './router.js';
import { Filters } from './table-filters.js';
import { useWindow } from './table-window.js';
import { address, count, fileName, sentence } from './words.js';

const COLUMNS = [
  { name: 'id', title: 'Connection' },
  { name: 'state', title: 'State' },
  { name: 'type', title: 'Type' },
  { name: 'host', title: 'Host' },
  { name: 'users', title: 'Users' },
  { name: 'test', title: 'Last test' },
];
const STATES = ['failing', 'missing', 'degraded', 'opaque', 'open'];

const text = new Intl.Collator(undefined, { numeric: true }).compare;
const ORDERS = {
  id: (a, b) => text(a.connection_id, b.connection_id),
  state: (a, b) => STATES.indexOf(a.wadi.state) - STATES.indexOf(b.wadi.state),
  type: (a, b) => text(a.conn_type, b.conn_type),
  host: (a, b) => text(address(a), address(b)),
  users: (a, b) => a.wadi.users - b.wadi.users,
  test: (a, b) => text(a.wadi.last_test?.at ?? '', b.wadi.last_test?.at ?? ''),
};

/** What is looked for: {q, type, state, sort}, as it stands in the address. */
function useLooking(query) {
  const [looking, setLooking] = useState(() => ({
    q: query.get('q') ?? '',
    type: query.get('type') ?? '',
    state: query.get('state') ?? '',
    sort: query.get('sort') ?? 'id',
  }));
  const look = (change) => {
    const next = { ...looking, ...change };
    setLooking(next);
    keep(['connections'], { ...next, sort: next.sort === 'id' ? '' : next.sort });
  };
  return [looking, look];
}

function matches(one, { q, type, state }) {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  const all = [one.connection_id, one.description ?? '', one.host ?? '', one.conn_type, one.schema ?? '', one.wadi.file]
    .join('\n')
    .toLowerCase();
  return (!type || one.conn_type === type) && (!state || one.wadi.state === state) && words.every((w) => all.includes(w));
}

function sorted(list, sort) {
  const back = sort.startsWith('-');
  const order = ORDERS[back ? sort.slice(1) : sort] ?? ORDERS.id;
  return [...list].sort((a, b) => (back ? order(b, a) : order(a, b)) || ORDERS.id(a, b));
}

/** All connections: searched, filtered, sorted, and drawn as far as they are seen. */
export function ConnectionsTable({ query, mayWrite }) {
  const { list, folder, error } = useConnections();
  const types = useTypes();
  const [looking, look] = useLooking(query);
  const [deleted, setDeleted] = useState(null);
  const search = useRef(null);
  const shown = useMemo(
    () => sorted((list ?? []).filter((one) => matches(one, looking)), looking.sort),
    [list, looking],
  );
  const body = useRef(null);
  const rows = useWindow(shown.length, body);
  const focused = () => shown.find((one) => one.connection_id === document.activeElement?.dataset?.row);
  const step = (by) => {
    const at = shown.indexOf(focused());
    rows.focus(at < 0 ? rows.first : Math.min(Math.max(at + by, 0), shown.length - 1));
  };
  const onFocused = (work) => () => focused() && work(focused());
  const edit = onFocused(({ connection_id: id, wadi }) =>
    wadi.state === 'missing' ? go(`#/connections/new?id=${encodeURIComponent(id)}`) : go(linkTo(id, 'edit')));
  useKeys({
    '/': () => search.current?.focus(),
    ...(mayWrite && folder?.writable !== false && { n: () => go('#/connections/new') }),
    ...(mayWrite && { e: edit, d: onFocused((one) => one.wadi.writable && setDeleted(one)) }),
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    Home: () => rows.focus(0),
    End: () => rows.focus(shown.length - 1),
  });

  useEffect(() => {
    if (list) {
      performance.mark('connections'); // from here on the page is useful
    }
  }, [list !== null]);

  return html`<div class="page">
    <div class="page-head">
      <${Heading} title="Connections">
        Connections ${list && html`<span class="total">${list.length.toLocaleString()}</span>`}
      <//>
      ${mayWrite && html`<${NewButton} folder=${folder} />`}
    </div>
    ${mayWrite && folder?.writable === false && html`<${Notice} title="Connections cannot be changed here"
      >${sentence(folder.why_not_writable)} What is shown stays up to date.<//>`}
    ${list?.length !== 0 && html`<${Filters} list=${list ?? []} types=${types} looking=${looking} look=${look} search=${search} rows=${rows} />`}
    <${Outcome} list=${list} error=${error} shown=${shown} look=${look} mayWrite=${mayWrite} folder=${folder} />
    ${shown.length > 0 && html`<table class="rows" aria-rowcount=${shown.length + 1}>
      <caption class="hidden">${count(shown.length, 'connection')}</caption>
      <thead><tr>
        ${COLUMNS.map((column) => html`<${Head} key=${column.name} ...${column} looking=${looking} look=${look} />`)}
        <th class="col-actions"><span class="hidden">Actions</span></th>
      </tr></thead>
      <tbody ref=${body}>
        ${rows.before > 0 && html`<tr aria-hidden="true" style=${{ height: `${rows.before}px` }}><td colspan="7"></td></tr>`}
        ${shown.slice(rows.from, rows.to).map((one, at) => html`<${ConnectionRow}
          key=${one.connection_id}
          one=${one}
          at=${rows.from + at}
          title=${titleOf(types, one.conn_type)}
          mayWrite=${mayWrite}
          onDelete=${setDeleted}
        />`)}
        ${rows.after > 0 && html`<tr aria-hidden="true" style=${{ height: `${rows.after}px` }}><td colspan="7"></td></tr>`}
      </tbody>
    </table>`}
    ${deleted && html`<${DeleteDialog} connection=${deleted} onClose=${() => setDeleted(null)} onDeleted=${readAll} />`}
  </div>`;
}

function NewButton({ folder }) {
  return folder?.writable === false
    ? html`<button type="button" class="button" disabled title=${folder.why_not_writable}><${Icon} name="add" />New connection</button>`
    : html`<a class="button primary" href="#/connections/new"><${Icon} name="add" />New connection</a>`;
}

/** What is said in place of rows. */
function Outcome({ list, error, shown, look, mayWrite, folder }) {
  if (error && error.status !== 0) {
    return html`<${Failure} what="The connections" error=${error} again=${readAll} />`;
  }
  if (!list) {
    return html`<${Loading} lines=${8} label="connections" />`;
  }
  if (list.length === 0) {
    return html`<${Empty}
      icon="plug"
      title="No connections yet"
      actions=${mayWrite && folder?.writable !== false && html`<a class="button primary" href="#/connections/new">New connection</a>`}
    >A connection says where a database, a mail server or a bucket is, and how to sign in. Routes name it by its
      <code>conn_id</code>. Files in <code>${fileName(folder?.folder ?? 'connections')}</code> and variables
      <code>AIRFLOW_CONN_…</code> appear here by themselves.<//>`;
  }
  return shown.length === 0 && html`<${Empty}
    icon="search"
    title="Nothing matches"
    actions=${html`<button type="button" class="button" onClick=${() => look({ q: '', type: '', state: '' })}>Show all ${list.length.toLocaleString()}</button>`}
  >No connection has all of these words, this type and this state.<//>`;
}

function Head({ name, title, looking, look }) {
  const up = looking.sort === name;
  const down = looking.sort === `-${name}`;
  return html`<th class=${`col-${name}`} aria-sort=${up ? 'ascending' : down ? 'descending' : undefined}>
    <button type="button" class=${up ? 'up' : down ? 'down' : ''} onClick=${() => look({ sort: up ? `-${name}` : name })}>${title}</button>
  </th>`;
}
