import { html, useEffect, useRef, useState } from './html.js';
import { Icon } from './parts.js';
import { at, KEPT, meant, put, same, shown } from './form-model.js';

const idOf = (path) => `field-${path.replace(/[^\w-]/g, (sign) => `_${sign.charCodeAt(0)}_`)}`;

/** A field of the form with its label, its help and what is wrong with it. */
export function Field({ field, values, base, problems, locked, onChange, onLeave }) {
  const id = idOf(field.path);
  const value = at(values, field.keys);
  const isKept = field.secret && value === KEPT && at(base, field.keys) === KEPT;
  const props = {
    id,
    field,
    value,
    locked,
    'aria-describedby': `${id}-help`,
    'aria-invalid': problems.some((problem) => problem.severity === 'error') ? 'true' : undefined,
    onValue: (next) => onChange((now) => put(now, field.keys, next), field.path),
    onBlur: () => onLeave(field.path),
  };
  return html`<div class=${`field kind-${field.kind} ${field.multiline || field.kind === 'object' ? 'broad' : ''}`} data-path=${field.path}>
    <${Label} id=${id} field=${field} />
    ${isKept
      ? html`<${Kept} ...${props} />`
      : field.secret
        ? html`<${Secret} ...${props} canKeep=${at(base, field.keys) === KEPT} />`
        : html`<${Input} ...${props} />`}
    <${Problems} problems=${problems} />
    <p class="help" id=${`${id}-help`}>${field.description}${field.secret && !locked && html` A placeholder such as <code>${'{{env:NAME}}'}</code> may stand here.`}</p>
  </div>`;
}

/** The label, and the key where it is called otherwise in files. */
function Label({ id, field }) {
  const key = field.keys[field.keys.length - 1];
  const isOnlyKey = field.label.toLowerCase() === key.toLowerCase() && field.keys.length > 1;
  return html`<div class="label-line">
    <label class="field-label" for=${id}>${isOnlyKey ? html`<span class="key-label">${key}</span>` : field.label}${
      field.required && html`<span class="required" title="Must be given"> required</span>`}</label>
    ${field.keys.length > 1 && !isOnlyKey && html`<span class="key">${key}</span>`}
  </div>`;
}

export function Problems({ problems }) {
  return problems.map((problem) => html`<p key=${problem.text} class=${`field-${problem.severity}`}
    role=${problem.severity === 'error' ? 'alert' : undefined}>${problem.text}</p>`);
}

function Input({ field, ...props }) {
  if (field.kind === 'choice') {
    return html`<${Choice} field=${field} options=${field.choices.map((choice) => [choice, choice])} ...${props} />`;
  }
  if (field.kind === 'boolean') {
    return html`<${Choice} field=${field} options=${[['true', 'Yes'], ['false', 'No']]} ...${props} />`;
  }
  return html`<${Text} field=${field} ...${props} />`;
}

function Choice({ field, options, value, locked, onValue, ...props }) {
  const text = shown(field, value);
  const name = options.find(([option]) => option === field.default)?.[1] ?? field.default;
  return html`<select ...${props} value=${text} disabled=${locked}
    onChange=${(event) => onValue(meant(field, event.target.value))}>
    <option value="">${field.default ? `Default: ${name}` : 'Not set'}</option>
    ${options.map(([option, title]) => html`<option key=${option} value=${option}>${title}</option>`)}
    ${text && !options.some(([option]) => option === text) && html`<option value=${text}>${text}</option>`}
  </select>`;
}

/** The text as it is typed stays; it is written anew only when the value became another one elsewhere. */
function useTyped(field, value) {
  const [text, setText] = useState(() => shown(field, value));
  useEffect(() => {
    if (!same(meant(field, text), value)) {
      setText(shown(field, value));
    }
  }, [value]);
  return [text, setText];
}

function Text({ field, value, locked, onValue, type = 'text', ...props }) {
  const [text, setText] = useTyped(field, value);
  const typed = (event) => {
    setText(event.target.value);
    onValue(meant(field, event.target.value));
  };
  const attributes = {
    ...props,
    value: text,
    readonly: locked,
    placeholder: field.default || (field.example ? `e.g. ${field.example}` : ''),
    spellcheck: false,
    autocapitalize: 'off',
    autocomplete: 'off',
    onInput: typed,
  };
  if (field.multiline || field.kind === 'object') {
    return html`<textarea rows="4" class=${type === 'password' ? 'hidden-text' : ''} ...${attributes}></textarea>`;
  }
  const mode = field.kind === 'integer' ? 'numeric' : undefined;
  return html`<input type=${type} inputmode=${mode} ...${attributes} autocomplete=${type === 'password' ? 'new-password' : 'off'} />`;
}

/** A stored secret: nobody sees it, and it stays until it is replaced. */
function Kept({ id, locked, onValue, ...props }) {
  return html`<div class="kept">
    <input id=${id} type="text" class="kept-text" readonly value="Stored, and kept" aria-describedby=${props['aria-describedby']} aria-invalid=${props['aria-invalid']} />
    ${!locked && html`<button type="button" class="button small" onClick=${() => onValue('')}>Replace</button>
      <button type="button" class="button small" onClick=${() => onValue(undefined)}>Remove</button>`}
  </div>`;
}

function Secret({ canKeep, value, locked, onValue, ...props }) {
  const [isSeen, setSeen] = useState(false);
  const box = useRef(null);
  useEffect(() => {
    if (value === '') {
      box.current.querySelector('input, textarea')?.focus(); // it was just chosen to be replaced
    }
  }, []);
  return html`<div class="secret" ref=${box}>
    <${Text} ...${props} value=${value} locked=${locked} type=${isSeen ? 'text' : 'password'} onValue=${onValue} />
    <button type="button" class="icon-button" aria-pressed=${isSeen} title=${isSeen ? 'Hide' : 'Show'}
      aria-label=${isSeen ? 'Hide what is typed' : 'Show what is typed'} onClick=${() => setSeen(!isSeen)}><${Icon} name="eye" /></button>
    ${canKeep && html`<button type="button" class="button small" onClick=${() => onValue(KEPT)}>Keep the stored one</button>`}
  </div>`;
}

/** The keys of extra that the type's form does not name. */
export function FurtherKeys({ keys, values, base, title, help, locked, problemsOf, onChange }) {
  const [name, setName] = useState('');
  const add = () => {
    const key = name.trim();
    if (key !== '' && at(values, ['extra', key]) === undefined) {
      onChange((now) => put(now, ['extra', key], ''), `extra.${key}`);
      setName('');
    }
  };
  const fieldOf = (key) => ({
    path: `extra.${key}`, keys: ['extra', key], label: key, kind: typeof at(values, ['extra', key]) === 'object' ? 'object' : 'text',
    secret: at(base, ['extra', key]) === KEPT, default: '', example: '', description: '', choices: [],
  });
  return html`<div class="further">
    <h3>${title}</h3><p class="help">${help}</p>
    ${keys.map((key) => html`<div class="further-key" key=${key}>
      <${Field} field=${fieldOf(key)} values=${values} base=${base} locked=${locked}
        problems=${problemsOf(`extra.${key}`)} onChange=${onChange} onLeave=${() => {}} />
      ${!locked && html`<button type="button" class="icon-button" title="Remove" aria-label=${`Remove ${key}`}
        onClick=${() => onChange((now) => put(now, ['extra', key], undefined), `extra.${key}`)}><${Icon} name="close" /></button>`}
    </div>`)}
    ${!locked && html`<div class="add-key"><label class="hidden" for="new-key">Key</label>
      <input id="new-key" type="text" placeholder="Key" autocomplete="off" spellcheck="false" value=${name}
        onInput=${(event) => setName(event.target.value)} onKeyDown=${(event) => event.key === 'Enter' && (event.preventDefault(), add())} />
      <button type="button" class="button small" disabled=${name.trim() === ''} onClick=${add}>Add</button></div>`}
  </div>`;
}
