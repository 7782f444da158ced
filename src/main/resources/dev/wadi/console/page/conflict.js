import { html } from './html.js';
import { KEPT } from './form-model.js';

const shown = (value) =>
  value === undefined || value === null || value === ''
    ? html`<em>nothing</em>`
    : value === KEPT
      ? html`<em>a secret</em>`
      : html`<code>${typeof value === 'object' ? JSON.stringify(value) : String(value)}</code>`;

/** Somebody else changed what is being edited: what changed, and whose version the form goes on with. */
export function Conflict({ id, changes, onTheirs, onMine }) {
  return html`<div class="notice warning conflict" role="alert">
    <div class="notice-text">
      <strong>${id} was changed while this form was open.</strong>
      ${changes.length === 0
        ? html`<p>What is different is a secret, or a comment in the file.</p>`
        : html`<table class="plain"><thead><tr><th>Field</th><th>Was</th><th>Is now</th></tr></thead>
          <tbody>${changes.map(({ path, before, now }) => html`<tr key=${path}>
            <td class="id">${path}</td><td>${shown(before)}</td><td>${shown(now)}</td></tr>`)}</tbody></table>`}
    </div>
    <div class="notice-actions">
      <button type="button" class="button" onClick=${onTheirs}>Take theirs</button>
      <button type="button" class="button" onClick=${onMine} title="Your changes stay, on top of theirs">Go on with mine</button>
    </div>
  </div>`;
}
