import { useEffect, useState } from './html.js';

/**
 * Pages are named in the fragment, which no server sees: #/connections/my_pg/edit?x=1. Parts are percent-encoded, so a
 * conn_id may hold anything.
 */
export function link(parts, query = {}) {
  const given = Object.entries(query).filter(([, value]) => value !== '' && value !== null && value !== undefined);
  const text = new URLSearchParams(given).toString();
  return `#/${parts.map(encodeURIComponent).join('/')}${text ? `?${text}` : ''}`;
}

/** The page of a connection. One that is called 'new' is written %6Eew, because #/connections/new makes a new one. */
export function linkTo(id, action) {
  const part = id === 'new' ? '%6Eew' : encodeURIComponent(id);
  return `#/connections/${part}${action ? `/${action}` : ''}`;
}

export function parse(hash) {
  const [path, query = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const raw = path.split('/').filter(Boolean);
  return { raw, parts: raw.map(decoded), query: new URLSearchParams(query) };
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export function go(to) {
  location.hash = to;
}

/** Changes the query of the page that is shown, without a step in the browser's history. */
export function keep(parts, query) {
  history.replaceState(null, '', link(parts, query));
  shown = location.hash;
}

let shown = location.hash;
let guard = null;

/**
 * Asks before the page is left.
 * @param {null | ((leave: () => void) => void)} ask gets what leaves for good; null when nothing would be lost
 */
export function askBeforeLeaving(ask) {
  guard = ask;
}

window.addEventListener('beforeunload', (event) => {
  if (guard) {
    event.preventDefault();
  }
});

/** The page that is asked for. */
export function useRoute() {
  const [route, setRoute] = useState(() => parse(location.hash));
  useEffect(() => {
    const changed = () => {
      const wanted = location.hash;
      if (guard && wanted !== shown) {
        history.replaceState(null, '', shown);
        guard(() => {
          guard = null;
          location.hash = wanted;
        });
        return;
      }
      shown = wanted;
      setRoute(parse(wanted));
    };
    window.addEventListener('hashchange', changed);
    return () => window.removeEventListener('hashchange', changed);
  }, []);
  return route;
}
