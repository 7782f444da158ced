import { html, useEffect, useRef, useState } from './html.js';
import { useConnections, useTypes } from './connections.js';
import { useKeys } from './keys.js';
import { Heading, Loading, Notice } from './parts.js';
import { go, link } from './router.js';
import { sentence } from './words.js';

const OFTEN = ['postgres', 'mysql', 'http', 'smtp', 'imap', 'aws', 'sqlite', 'package_index'];

/** The first step of a new connection: of which type it is. */
export function TypePicker({ given }) {
  const { folder } = useConnections();
  const types = useTypes();
  const [wanted, setWanted] = useState('');
  const search = useRef(null);
  useEffect(() => search.current.focus(), []);
  useKeys({ Escape: () => go('#/connections'), '/': () => search.current.focus() });
  const text = wanted.toLowerCase().trim();
  const found = types.filter((type) =>
    [type.conn_type, type.title, ...type.aliases].some((name) => name.toLowerCase().includes(text)));
  const often = found.filter((type) => OFTEN.includes(type.conn_type))
    .sort((a, b) => OFTEN.indexOf(a.conn_type) - OFTEN.indexOf(b.conn_type));
  const others = found.filter((type) => !OFTEN.includes(type.conn_type));
  const to = (type) => link(['connections', 'new'], { type: type.conn_type, id: given });
  const keyed = (event) => {
    if (event.key === 'Enter' && found.length > 0) {
      go(to([...often, ...others][0]));
    } else if (event.key === 'Escape') {
      go('#/connections');
    }
  };
  return html`<div class="page narrow">
    <div class="page-head"><${Heading} title="New connection" focus=${false}>New connection${given && html` <span class="id">${given}</span>`}<//></div>
    ${folder?.writable === false && html`<${Notice} how="warning" title="It could not be saved">${sentence(folder.why_not_writable)}<//>`}
    <label class="search big"><span class="hidden">Search types</span>
      <input ref=${search} type="search" placeholder="To what? PostgreSQL, HTTP, S3, …" autocomplete="off" spellcheck="false"
        value=${wanted} onInput=${(event) => setWanted(event.target.value)} onKeyDown=${keyed} /></label>
    ${types.length === 0 && html`<${Loading} lines=${4} label="types" />`}
    <${Group} types=${often} to=${to} />
    ${often.length > 0 && others.length > 0 && html`<h2 class="group-title">More</h2>`}
    <${Group} types=${others} to=${to} />
    ${types.length > 0 && found.length === 0 && html`<p class="help">There is no such type. With <code>camel</code>, any Camel component is a connection.
      <a href=${link(['connections', 'new'], { type: 'camel', id: given })}>New connection of type camel</a></p>`}
  </div>`;
}

function Group({ types, to }) {
  return html`<ul class="types">
    ${types.map((type) => html`<li key=${type.conn_type}><a class="type" href=${to(type)}>
      <span class="type-title">${type.title}</span><span class="key">${[type.conn_type, ...type.aliases].join(', ')}</span></a></li>`)}
  </ul>`;
}
