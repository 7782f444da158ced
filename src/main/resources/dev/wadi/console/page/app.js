import { html, render, useEffect, useState } from './html.js';
import { api, listen } from './api.js';
import { forget, readAll } from './connections.js';
import { Frame } from './frame.js';
import { lost, onEvent, start, stop } from './live.js';
import { keep, useRoute } from './router.js';
import { SignIn } from './sign-in.js';
import { ConnectionsTable } from './connections-table.js';
import { Empty, Notice } from './parts.js';

// The other pages are read when they are opened, and then at once.
const LATER = {
  form: () => import('./connection-form.js').then((module) => module.ConnectionForm),
  picker: () => import('./type-picker.js').then((module) => module.TypePicker),
  connection: () => import('./connection-page.js').then((module) => module.ConnectionPage),
  activity: () => import('./activity.js').then((module) => module.Activity),
};
const loaded = {};

function Later({ name, ...props }) {
  const [, drawAgain] = useState(0);
  const [error, setError] = useState(null);
  useEffect(() => {
    if (!loaded[name]) {
      LATER[name]().then((page) => {
        loaded[name] = page;
        drawAgain((times) => times + 1);
      }, setError);
    }
  }, [name]);
  const Page = loaded[name];
  if (error) {
    return html`<div class="page"><${Notice} how="error" title="The page cannot be loaded"
      actions=${html`<button type="button" class="button" onClick=${() => location.reload()}>Load it anew</button>`}
    >The service does not answer, or is another version than when this was opened.<//></div>`;
  }
  return Page ? html`<${Page} ...${props} />` : null;
}

function Page({ route, mayWrite }) {
  const [section = 'connections', id, action] = route.parts;
  const { query } = route;
  if (section === 'activity' && id === undefined) {
    return html`<${Later} name="activity" key="activity" mayWrite=${mayWrite} />`;
  }
  if (section === 'connections' && id === undefined) {
    return html`<${ConnectionsTable} key="table" query=${query} mayWrite=${mayWrite} />`;
  }
  if (section === 'connections' && route.raw[1] === 'new' && action === undefined && mayWrite) {
    const type = query.get('type');
    const given = query.get('id') ?? '';
    return type
      ? html`<${Later} name="form" key=${`new ${type}`} type=${type} given=${given} />`
      : html`<${Later} name="picker" key="picker" given=${given} />`;
  }
  if (section === 'connections' && action === 'edit') {
    return html`<${Later} name="form" key=${`edit ${id}`} id=${id} mayWrite=${mayWrite} />`;
  }
  if (section === 'connections' && (action === undefined || action === 'delete')) {
    return html`<${Later} name="connection" key=${`one ${id}`} id=${id} mayWrite=${mayWrite} />`;
  }
  return html`<div class="page"><${Empty}
    icon="search"
    title="There is no such page"
    actions=${html`<a class="button" href="#/connections">To the connections</a>`}
  >The address names none.<//></div>`;
}

/** The link that the service prints signs in; its token leaves the address at once. */
function tokenOfLink() {
  const match = /^#token=(.+)$/.exec(location.hash);
  if (!match) {
    return null;
  }
  keep(['connections']);
  return decodeURIComponent(match[1]);
}

const linkedToken = tokenOfLink();

function App() {
  const route = useRoute();
  const [session, setSession] = useState(null);
  const [refusal, setRefusal] = useState(null);

  const signedOut = () => {
    stop();
    forget();
    setSession({ role: null, needed: true });
  };
  const enter = (answer) => {
    setSession(answer);
    if (answer.role) {
      start();
    }
  };
  useEffect(() => {
    listen({ signedOut, unreachable: lost });
    const asked = linkedToken
      ? api.signIn(linkedToken).catch((error) => {
          setRefusal(error);
          return api.session();
        })
      : api.session();
    asked.then(enter, (error) => setRefusal(error));
    if (!linkedToken) {
      readAll(); // without waiting to be told that nobody has to sign in
    }
    return onEvent((event) => event.kind === 'signed-out' && signedOut());
  }, []);

  if (!session) {
    return refusal && html`<main class="alone"><${Notice} how="error" title="The service does not answer"
      actions=${html`<button type="button" class="button" onClick=${() => location.reload()}>Try again</button>`} /></main>`;
  }
  if (!session.role) {
    return html`<${SignIn} refusal=${refusal} onEnter=${enter} />`;
  }
  const leave = async () => {
    await api.signOut();
    signedOut();
  };
  return html`<${Frame} route=${route} session=${session} onSignOut=${leave}>
    <${Page} route=${route} mayWrite=${session.role === 'editor'} />
  <//>`;
}

render(html`<${App} />`, document.getElementById('app'));
