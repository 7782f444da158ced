const ROOT = '/api/v2';
const PAGE_SIZE = 1000;

/** A refusal or a failure, as the service says it. The status is 0 when the service does not answer at all. */
export class ApiError extends Error {
  constructor(status, body, retryAfter) {
    super(textOf(status, body));
    this.status = status;
    this.body = body;
    this.retryAfter = retryAfter;
    /** What is wrong with which field: [{path: 'extra.sslmode', text}]. */
    this.fields = Array.isArray(body?.detail) ? body.detail.map(fieldOf) : [];
  }
}

function textOf(status, body) {
  if (status === 0) {
    return 'The service does not answer';
  }
  const detail = body?.detail;
  return Array.isArray(detail) ? detail.map((one) => one.msg).join('\n') : (detail ?? `The service answered ${status}`);
}

function fieldOf({ loc = [], msg }) {
  return { path: loc.filter((part, at) => at > 0 || part !== 'body').join('.'), text: msg };
}

let whenSignedOut = () => {};
let whenUnreachable = () => {};

/** Who wants to know that the service asks for a token, or does not answer. */
export function listen(listeners) {
  whenSignedOut = listeners.signedOut;
  whenUnreachable = listeners.unreachable;
}

async function call(method, path, { query, body, version, signal } = {}) {
  const headers = {};
  if (body !== undefined) {
    headers['Content-Type'] = 'application/json';
  }
  if (version) {
    headers['If-Match'] = `"${version}"`;
  }
  const response = await reach(ROOT + path + search(query), {
    method,
    headers,
    signal,
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const answer = await json(response);
  if (response.ok) {
    return answer;
  }
  if (response.status === 401 && path !== '/session') {
    whenSignedOut();
  }
  throw new ApiError(response.status, answer, Number(response.headers.get('Retry-After')) || null);
}

async function reach(url, request) {
  try {
    return await (first(url) ?? fetch(url, { ...request, credentials: 'same-origin', cache: 'no-store' }));
  } catch (failure) {
    if (failure.name === 'AbortError') {
      throw failure;
    }
    whenUnreachable();
    throw new ApiError(0, null, null);
  }
}

/** What was asked for before the modules were there is taken once. */
function first(url) {
  if (window.wadiFirst?.url !== url) {
    return null;
  }
  const { answer } = window.wadiFirst;
  window.wadiFirst = null;
  return answer;
}

async function json(response) {
  const text = await response.text();
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    return null; // not ours: a proxy's page, say
  }
}

function search(query) {
  const given = Object.entries(query ?? {}).filter(([, value]) => value !== undefined && value !== '');
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
}

const one = (id) => `/connections/${encodeURIComponent(id)}`;

/** All connections; the service hands over a thousand at a time. */
async function connections() {
  const all = [];
  for (;;) {
    const page = await call('GET', '/connections', {
      query: { limit: PAGE_SIZE, offset: all.length, order_by: 'connection_id', include: 'wadi' },
    });
    all.push(...page.connections);
    if (page.connections.length === 0 || all.length >= page.total_entries) {
      return { connections: all, folder: page.wadi ?? null };
    }
  }
}

export const api = {
  session: () => call('GET', '/session'),
  signIn: (token) => call('POST', '/session', { body: { token } }),
  signOut: () => call('DELETE', '/session'),
  version: () => call('GET', '/version'),
  connections,
  connection: (id) => call('GET', one(id), { query: { include: 'wadi' } }),
  create: (body) => call('POST', '/connections', { body }),
  change: (id, body, version) => call('PATCH', one(id), { body, version }),
  remove: (id, version) => call('DELETE', one(id), { version }),
  test: (body, signal) => call('POST', '/connections/test', { body, signal }),
  check: (body, edited, signal) =>
    call('POST', '/connections/check', { body, query: { connection_id: edited }, signal }),
  types: () => call('GET', '/types'),
  type: (type) => call('GET', `/types/${encodeURIComponent(type)}`),
  usages: (id) => call('GET', `${one(id)}/usages`),
  history: (id) => call('GET', `${one(id)}/history`),
  measures: (id) => call('GET', `${one(id)}/measures`),
  schema: (id, locator) => call('GET', `${one(id)}/schema`, { query: { locator } }),
  status: () => call('GET', '/status'),
  reload: () => call('POST', '/reload'),
  activity: (before) => call('GET', '/activity', { query: { limit: 100, before } }),
};
