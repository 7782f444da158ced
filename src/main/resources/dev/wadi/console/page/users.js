import { html } from './html.js';
import { State } from './parts.js';
import { place } from './words.js';

/** Who uses a connection: by name, file and line. */
export function Users({ usages }) {
  return html`<table class="plain users">
    <thead><tr><th>Name</th><th>Kind</th><th>Where</th><th>State</th></tr></thead>
    <tbody>${usages.map((usage) => html`<tr key=${`${usage.route} ${place(usage)}`}>
      <td class="id">${usage.route}</td>
      <td>${usage.kind}${usage.certain ? '' : html` <span class="tag" title="It names the connection only when it runs">may use</span>`}</td>
      <td class="place">${place(usage)}</td>
      <td>${usage.state && html`<${State} state=${usage.state} />`}</td>
    </tr>`)}</tbody>
  </table>`;
}
