import { html } from './html.js';
import { Ago, Icon, State } from './parts.js';
import { linkTo } from './router.js';
import { address, brief, moment } from './words.js';

/** One connection in the table: two lines of fixed height. */
export function ConnectionRow({ one, at, title, mayWrite, onDelete }) {
  const { connection_id: id, wadi } = one;
  const isMissing = wadi.state === 'missing';
  const to = isMissing && mayWrite ? `#/connections/new?id=${encodeURIComponent(id)}` : linkTo(id);
  return html`<tr class=${`row ${wadi.state}`} aria-rowindex=${at + 2}>
    <td class="col-id">
      <a class="row-link id" href=${to} data-row=${id} data-at=${at}>${id}</a>
      ${wadi.source === 'environment' && html` <span class="tag" title=${`From the variable ${wadi.file}`}>env</span>`}
      <div class="second" title=${wadi.reason}>${brief(wadi.reason) || one.description || ''}</div>
    </td>
    <td class="col-state"><${State} state=${wadi.state} /><div class="second">${wadi.since && html`<${Ago} at=${wadi.since} short />`}</div></td>
    <td class="col-type">${title}</td>
    <td class="col-host"><span class="host">${address(one)}</span><div class="second">${one.schema ?? ''}</div></td>
    <td class="col-users">${wadi.users > 0 || wadi.may_use > 0
      ? html`${wadi.users}${wadi.may_use > 0 && html`<span class="may" title=${`${wadi.may_use} more may use it: they name it only when they run`}> +${wadi.may_use}</span>`}`
      : html`<span class="none">0</span>`}</td>
    <td class="col-test">${wadi.last_test && html`<${Tested} test=${wadi.last_test} />`}</td>
    <td class="col-actions">${mayWrite && html`<${Actions} id=${id} wadi=${wadi} onDelete=${() => onDelete(one)} to=${to} />`}</td>
  </tr>`;
}

function Tested({ test }) {
  return html`<span class=${test.status ? 'good' : 'bad'} title=${`${moment(test.at)}\n${test.message}`}>
      ${test.status ? 'Works' : 'Fails'}</span>
    <div class="second"><${Ago} at=${test.at} /></div>`;
}

function Actions({ id, wadi, onDelete, to }) {
  if (wadi.state === 'missing') {
    return html`<a class="button small" href=${to}>Create</a>`;
  }
  if (!wadi.writable) {
    return html`<span class="locked" title=${wadi.why_not_writable}><${Icon} name="lock" /><span class="hidden">${wadi.why_not_writable}</span></span>`;
  }
  return html`<a class="icon-button" href=${linkTo(id, 'edit')} title="Edit" aria-label=${`Edit ${id}`}><${Icon} name="edit" /></a>
    <button type="button" class="icon-button" title="Delete" aria-label=${`Delete ${id}`} onClick=${onDelete}><${Icon} name="delete" /></button>`;
}
