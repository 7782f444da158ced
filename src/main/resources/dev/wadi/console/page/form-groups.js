import { html, useEffect, useRef, useState } from './html.js';
import { Field, FurtherKeys, Problems } from './form-fields.js';
import { at, furtherKeys } from './form-model.js';
import { count } from './words.js';

const GROUPS = [
  ['address', 'Address'],
  ['sign_in', 'Sign-in'],
  ['tls', 'TLS'],
  ['pool', 'Pool'],
  ['other', 'More settings'],
];
const OPEN = new Set(['address', 'sign_in']);

const DESCRIPTION = {
  path: 'description', keys: ['description'], label: 'Description', kind: 'text', choices: [], required: false, secret: false,
  default: '', example: '', description: 'What it is for, for those who read the list.', multiline: false,
};

/** The name of a new connection. */
export function IdField({ value, problems, locked, onChange, onLeave }) {
  const input = useRef(null);
  useEffect(() => input.current.focus(), []);
  return html`<div class="field" data-path="connection_id">
    <div class="label-line"><label class="field-label" for="connection-id">Name<span class="required"> required</span></label><span class="key">conn_id</span></div>
    <input id="connection-id" type="text" value=${value} readonly=${locked} ref=${input} maxlength="250" placeholder="e.g. my_postgres_conn"
      autocomplete="off" autocapitalize="off" spellcheck="false" aria-describedby="connection-id-help"
      aria-invalid=${problems.length > 0 ? 'true' : undefined}
      onInput=${(event) => onChange(event.target.value)} onBlur=${() => onLeave('connection_id')} />
    <${Problems} problems=${problems} />
    <p class="help" id="connection-id-help">Routes name the connection by it. It cannot be changed later.</p>
  </div>`;
}

/** The fields by what they are about. What is seldom set is folded away until it is set, or wrong. */
export function FormGroups({ form, fields, ...shown }) {
  const named = fields.filter((field) => field.path !== 'extra' && field.path !== 'description');
  const leftovers = fields.find((field) => field.path === 'extra');
  const keys = furtherKeys(shown.values, named);
  return html`
    ${GROUPS.map(([group, title]) => {
      const own = named.filter((field) => groupOf(field) === group);
      return own.length > 0 && html`<${Group} key=${group} group=${group} title=${title} fields=${own} ...${shown} />`;
    })}
    <section class="card"><${Field} field=${DESCRIPTION} ...${shown} problems=${shown.problemsOf('description')} /></section>
    ${(leftovers || keys.length > 0) && html`<section class="card">
      <${FurtherKeys} keys=${keys} ...${shown}
        title=${leftovers ? leftovers.label : 'Further keys of extra'}
        help=${leftovers ? leftovers.description : 'They are kept and exported; this type knows nothing of them.'} />
    </section>`}`;
}

function groupOf(field) {
  return GROUPS.some(([group]) => group === field.group) ? field.group : 'other';
}

function Group({ group, title, fields, ...shown }) {
  const set = fields.filter((field) => at(shown.values, field.keys) !== undefined).length;
  const wrong = fields.some((field) => shown.problemsOf(field.path).some((problem) => problem.severity === 'error'));
  const [isOpen, setOpen] = useState(OPEN.has(group) || (set > 0 && group !== 'other'));
  const list = html`<div class="fields">
    ${fields.map((field) => html`<${Field} key=${field.path} field=${field} ...${shown} problems=${shown.problemsOf(field.path)} />`)}
  </div>`;
  if (OPEN.has(group)) {
    return html`<section class="card"><h2>${title}</h2>${list}</section>`;
  }
  return html`<details class="card" open=${isOpen || wrong} onToggle=${(event) => setOpen(event.target.open)}>
    <summary><h2>${title}</h2><span class="set">${set > 0 ? `${set} of ${fields.length} set` : count(fields.length, 'setting')}</span></summary>
    ${isOpen || wrong ? list : null}
  </details>`;
}
