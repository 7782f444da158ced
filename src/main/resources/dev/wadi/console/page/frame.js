import { html, useState } from './html.js';
import { api } from './api.js';
import { useKeys } from './keys.js';
import { useLive } from './live.js';
import { Dialog, Icon, Notes, useRead } from './parts.js';
import { go } from './router.js';

// What stands around every page. A page more is a line more here.
const SECTIONS = [
  { name: 'connections', title: 'Connections', icon: 'plug' },
  { name: 'activity', title: 'Activity', icon: 'pulse' },
];

const LIVE = {
  connecting: 'Connecting…',
  live: 'Live',
  polling: 'Reading every 5 s',
  gone: 'No answer',
};

export function Frame({ route, session, onSignOut, children }) {
  const live = useLive();
  const [helping, setHelping] = useState(false);
  useKeys({
    '?': () => setHelping(true),
    c: () => go('#/connections'),
    a: () => go('#/activity'),
  });
  return html`<div class="frame">
    <a class="skip" href="#main" onClick=${skip}>To the page</a>
    <header class="side">
      <a class="brand" href="#/connections"><span class="brand-mark" aria-hidden="true"></span>Wadi</a>
      <${Sections} route=${route} />
      <div class="side-end">
        <span class=${`live ${live}`} role="status" title=${LIVE[live]}>${LIVE[live]}</span>
        ${session.role === 'viewer' && html`<span class="tag" title="Signed in to read; nothing can be changed">Viewer</span>`}
        ${session.needed && html`<button type="button" class="quiet" onClick=${onSignOut}>Sign out</button>`}
        <button type="button" class="quiet keys-button" onClick=${() => setHelping(true)}>Keys <kbd>?</kbd></button>
        <${Theme} />
        <${Version} />
      </div>
    </header>
    <main id="main">
      ${live === 'gone' && html`<div class="unreachable" role="alert">
        <strong>The service does not answer.</strong> What is shown may be old. Trying again every 2 s…
      </div>`}
      ${children}
    </main>
    <${Notes} />
    ${helping && html`<${Help} onClose=${() => setHelping(false)} />`}
  </div>`;
}

function skip(event) {
  event.preventDefault();
  document.querySelector('main h1')?.focus();
}

function Sections({ route }) {
  const current = route.parts[0] ?? 'connections';
  return html`<nav aria-label="Pages">
    ${SECTIONS.map(
      ({ name, title, icon }) => html`<a
        key=${name}
        href=${`#/${name}`}
        class="section"
        aria-current=${current === name ? 'page' : undefined}
      ><${Icon} name=${icon} />${title}</a>`,
    )}
  </nav>`;
}

const THEMES = { system: 'As the system', light: 'Light', dark: 'Dark' };

function Theme() {
  const [theme, setTheme] = useState(window.wadiTheme.get());
  const chosen = (event) => {
    window.wadiTheme.set(event.target.value);
    setTheme(event.target.value);
  };
  return html`<label class="theme"><span class="hidden">Theme</span>
    <select value=${theme} onChange=${chosen}>
      ${Object.entries(THEMES).map(([name, title]) => html`<option key=${name} value=${name}>${title}</option>`)}
    </select>
  </label>`;
}

function Version() {
  const [version] = useRead(api.version, []);
  return html`<span class="version">${version?.version ?? ' '}</span>`;
}

const KEYS = [
  ['/', 'Search'],
  ['n', 'New connection'],
  ['↓ ↑', 'To the next, to the one before'],
  ['Enter', 'Open'],
  ['e', 'Edit'],
  ['d', 'Delete'],
  ['t', 'Test, on a connection’s page'],
  ['Ctrl Enter', 'Save, in a form'],
  ['Esc', 'Close, clear, or back'],
  ['c', 'Connections'],
  ['a', 'Activity'],
];

function Help({ onClose }) {
  return html`<${Dialog} title="Keys" onClose=${onClose}>
    <dl class="keys">
      ${KEYS.map(([key, does]) => html`<div key=${key}><dt>${key.split(' ').map((part) => html`<kbd>${part}</kbd> `)}</dt><dd>${does}</dd></div>`)}
    </dl>
    <div class="dialog-actions"><button type="button" class="button" onClick=${onClose}>Close</button></div>
  <//>`;
}
