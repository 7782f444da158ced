import { html } from './html.js';
import { isObject, KEPT } from './form-model.js';
import { Ago } from './parts.js';
import { address, place } from './words.js';

/** What is written about it, without secrets, and where. */
export function Definition({ shown, values }) {
  const { wadi } = shown;
  const rows = [
    ['Host', address(shown)],
    ['Schema', shown.schema],
    ['Login', shown.login],
    ['Password', shown.password && 'stored'],
  ].filter(([, value]) => value);
  return html`<section class="card" aria-labelledby="definition-title">
    <h2 id="definition-title">Definition</h2>
    <dl class="definition">
      ${rows.map(([name, value]) => html`<div key=${name}><dt>${name}</dt><dd>${value}</dd></div>`)}
      ${flat(values.extra).map(([name, value]) => html`<div key=${name}><dt class="id">${name}</dt><dd>${value === KEPT ? 'stored' : value}</dd></div>`)}
      <div><dt>${wadi.source === 'environment' ? 'Variable' : 'File'}</dt><dd class="place">${place(wadi)}</dd></div>
      ${wadi.shadows && html`<div><dt>Shadows</dt><dd class="place">${place(wadi.shadows)}</dd></div>`}
      ${wadi.last_test && html`<div><dt>Last test</dt><dd><span class=${wadi.last_test.status ? 'good' : 'bad'}>${wadi.last_test.status ? 'works' : 'fails'}</span>${' '}
        <span class="second"><${Ago} at=${wadi.last_test.at} />, ${wadi.last_test.milliseconds} ms</span></dd></div>`}
    </dl>
  </section>`;
}

function flat(extra, path = '') {
  if (!isObject(extra)) {
    return [];
  }
  return Object.entries(extra).flatMap(([key, value]) =>
    isObject(value) ? flat(value, `${path}${key}.`) : [[path + key, typeof value === 'string' ? value : JSON.stringify(value)]]);
}
