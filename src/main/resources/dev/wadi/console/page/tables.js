import { html, useState } from './html.js';
import { api } from './api.js';
import { Failure, Loading, useRead } from './parts.js';
import { count } from './words.js';

const MANY = 15;

/** The tables of a connection that has some, and their columns when they are opened. */
export function Tables({ id, version }) {
  const [answer, error, again] = useRead(() => api.schema(id), [id, version]);
  const [wanted, setWanted] = useState('');
  if (error && [404, 409].includes(error.status)) {
    return null; // its type has none
  }
  if (answer?.columns) {
    return html`<section class="card"><h2>Columns</h2><${Columns} columns=${answer.columns} /></section>`;
  }
  const tables = answer?.tables ?? [];
  const found = tables.filter((table) => fullName(table).toLowerCase().includes(wanted.toLowerCase()));
  return html`<section class="card" aria-labelledby="tables-title">
    <h2 id="tables-title">Tables ${answer && html`<span class="total">${tables.length.toLocaleString()}</span>`}</h2>
    ${error && html`<${Failure} what="Its tables" error=${error} again=${again} />`}
    ${!answer && !error && html`<${Loading} lines=${3} label="tables" />`}
    ${answer && tables.length === 0 && html`<p class="nothing">It has none yet.</p>`}
    ${tables.length > MANY && html`<label class="search"><span class="hidden">Search tables</span>
      <input type="search" placeholder="Search tables" value=${wanted} onInput=${(event) => setWanted(event.target.value)} /></label>`}
    <div class="tables">${found.slice(0, 200).map((table) => html`<${Table} key=${fullName(table)} id=${id} table=${table} />`)}</div>
    ${found.length > 200 && html`<p class="nothing">${count(found.length - 200, 'table')} more; search for them.</p>`}
  </section>`;
}

const fullName = ({ schema, name }) => (schema ? `${schema}.${name}` : name);

function Table({ id, table }) {
  const [isOpen, setOpen] = useState(false);
  return html`<details class="table" onToggle=${(event) => setOpen(event.target.open)}>
    <summary><span class="id">${fullName(table)}</span>${table.kind && table.kind.toLowerCase() !== 'table' && html` <span class="tag">${table.kind.toLowerCase()}</span>`}</summary>
    ${isOpen && html`<${TableColumns} id=${id} locator=${fullName(table)} />`}
  </details>`;
}

function TableColumns({ id, locator }) {
  const [answer, error, again] = useRead(() => api.schema(id, locator), [id, locator]);
  if (error) {
    return html`<${Failure} what=${locator} error=${error} again=${again} />`;
  }
  return answer ? html`<${Columns} columns=${answer.columns} />` : html`<${Loading} lines=${2} label=${locator} />`;
}

function Columns({ columns }) {
  return html`<table class="plain"><thead><tr><th>Column</th><th>Type</th><th>Null</th></tr></thead>
    <tbody>${columns.map((column) => html`<tr key=${column.name}>
      <td class="id">${column.name}</td><td class="type-name">${column.type}</td><td>${column.nullable ? 'yes' : 'no'}</td></tr>`)}</tbody></table>`;
}
