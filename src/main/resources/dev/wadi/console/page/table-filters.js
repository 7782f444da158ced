import { html } from './html.js';
import { titleOf } from './connections.js';
import { Icon } from './parts.js';
import { capital } from './words.js';

const STATES = ['open', 'degraded', 'failing', 'missing', 'opaque'];

/** Search, type and state. */
export function Filters({ list, types, looking, look, search, rows }) {
  const used = [...new Set(list.map((one) => one.conn_type).filter(Boolean))].sort();
  const keyed = (event) => {
    if (event.key === 'Escape' && looking.q) {
      look({ q: '' });
    } else if (event.key === 'Escape') {
      event.target.blur();
    } else if (event.key === 'ArrowDown' || event.key === 'Enter') {
      event.preventDefault();
      rows.focus(0);
    }
  };
  return html`<div class="filters">
    <label class="search"><${Icon} name="search" /><span class="hidden">Search connections</span>
      <input ref=${search} type="search" placeholder="Search" autocomplete="off" spellcheck="false" value=${looking.q}
        onInput=${(event) => look({ q: event.target.value })} onKeyDown=${keyed} /><kbd aria-hidden="true">/</kbd></label>
    <label class="by-type"><span class="hidden">Type</span>
      <select value=${looking.type} onChange=${(event) => look({ type: event.target.value })}>
        <option value="">All types</option>
        ${used.map((type) => html`<option key=${type} value=${type}>${titleOf(types, type)}</option>`)}
      </select></label>
    <${States} list=${list} looking=${looking} look=${look} />
  </div>`;
}

function States({ list, looking, look }) {
  const of = (state) => list.reduce((sum, one) => sum + (one.wadi.state === state ? 1 : 0), 0);
  return html`<div class="chips" role="group" aria-label="State">
    ${STATES.map((state) => ({ state, number: of(state) }))
      .filter(({ state, number }) => number > 0 || looking.state === state)
      .map(({ state, number }) => html`<button
        key=${state}
        type="button"
        class=${`chip state ${state}`}
        aria-pressed=${looking.state === state}
        onClick=${() => look({ state: looking.state === state ? '' : state })}
      ><span class="mark" aria-hidden="true"></span>${capital(state)} <span class="number">${number.toLocaleString()}</span></button>`)}
  </div>`;
}
