// A connection as a form holds it: {connection_id, conn_type, description, host, login, schema, port, password, extra},
// where extra is an object, and what is empty is absent. The stored value of a secret is KEPT: it stays what it is.

export const KEPT = '***';
export const FIELDS = ['description', 'host', 'port', 'login', 'password', 'schema'];

/** From what the API shows. An extra that is no JSON object stays text, which only the JSON view can mend. */
export function fromApi(connection) {
  const values = { connection_id: connection.connection_id, conn_type: connection.conn_type };
  for (const name of FIELDS) {
    if (connection[name] !== null && connection[name] !== undefined && connection[name] !== '') {
      values[name] = connection[name];
    }
  }
  return { ...values, extra: extraFrom(connection.extra) };
}

function extraFrom(text) {
  if (text === null || text === undefined || text === '') {
    return {};
  }
  try {
    const extra = typeof text === 'string' ? JSON.parse(text) : text;
    return isObject(extra) ? extra : text;
  } catch {
    return text;
  }
}

/** As the API takes it; what is absent is null. */
export function toApi(values, only = FIELDS.concat('extra')) {
  const body = { connection_id: values.connection_id ?? '', conn_type: values.conn_type };
  only.forEach((name) => {
    body[name] = values[name] ?? null;
  });
  return body;
}

export function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value at keys such as ['extra', 'wadi', 'pool']. */
export function at(values, keys) {
  return keys.reduce((value, key) => (isObject(value) ? value[key] : undefined), values);
}

/** The same with another value there; undefined takes it away, and objects that it leaves empty with it. */
export function put(values, [key, ...rest], value) {
  const inner = rest.length === 0 ? value : put(isObject(values[key]) ? values[key] : {}, rest, value);
  const isGone = inner === undefined || (rest.length > 0 && key !== 'extra' && Object.keys(inner).length === 0);
  if (!isGone) {
    return { ...values, [key]: inner };
  }
  const { [key]: gone, ...others } = values;
  return others;
}

export function same(left, right) {
  return JSON.stringify(ordered(left)) === JSON.stringify(ordered(right));
}

function ordered(value) {
  if (Array.isArray(value)) {
    return value.map(ordered);
  }
  return isObject(value)
    ? Object.fromEntries(Object.keys(value).sort().map((key) => [key, ordered(value[key])]))
    : (value ?? null);
}

/** The names of the fields in which two differ. */
export function changed(base, values) {
  return FIELDS.concat('extra').filter((name) => !same(base[name], values[name]));
}

/** Every place in which two differ: [{path, before, now}]. */
export function differences(before, now, path = []) {
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(now ?? {})]);
  return [...names].flatMap((name) => {
    const left = before?.[name];
    const right = now?.[name];
    if (same(left, right)) {
      return [];
    }
    return (isObject(left) || left === undefined) && (isObject(right) || right === undefined)
      ? differences(left, right, [...path, name])
      : [{ path: [...path, name].join('.'), before: left, now: right }];
  });
}

/** What somebody else wrote, with my own changes on top of it. */
export function merge(base, mine, theirs) {
  return leaves(base, mine).reduce((values, { keys, value }) => put(values, keys, value), theirs);
}

function leaves(before, now, path = []) {
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(now ?? {})]);
  return [...names].flatMap((name) => {
    if (same(before?.[name], now?.[name])) {
      return [];
    }
    return isObject(before?.[name]) && isObject(now?.[name])
      ? leaves(before[name], now[name], [...path, name])
      : [{ keys: [...path, name], value: now?.[name] }];
  });
}

/** What stands in a field's input. */
export function shown(field, value) {
  if (value === undefined || value === null) {
    return '';
  }
  if (field.kind === 'list' && Array.isArray(value)) {
    return value.join(', ');
  }
  return typeof value === 'object' ? JSON.stringify(value, null, 2) : String(value);
}

/** What a text in a field's input means. What is no number stays text: the check says what is wrong with it. */
export function meant(field, text) {
  const bare = text.trim();
  if (bare === '') {
    return undefined;
  }
  switch (field.kind) {
    case 'integer':
    case 'duration':
      return /^-?\d{1,15}$/.test(bare) ? Number(bare) : text;
    case 'decimal':
      return Number.isFinite(Number(bare)) ? Number(bare) : text;
    case 'boolean':
      return bare === 'true' ? true : bare === 'false' ? false : text;
    case 'list':
      return bare.split(',').map((part) => part.trim()).filter(Boolean);
    case 'object':
      return parsed(text);
    default:
      return text;
  }
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The keys of extra that no field stands for. */
export function furtherKeys(values, fields) {
  const known = new Set(fields.filter((field) => field.keys[0] === 'extra' && field.keys.length > 1).map((field) => field.keys[1]));
  return Object.keys(isObject(values.extra) ? values.extra : {}).filter((key) => !known.has(key) && key !== 'wadi');
}

/** For a type without a form: what every connection may have. */
export function plainForm(type) {
  const field = (name, label, group, kind = 'text') => ({
    path: name, keys: [name], label, kind, group, choices: [], required: false, secret: name === 'password',
    default: '', example: '', description: '', multiline: false,
  });
  return {
    conn_type: type, title: type, isPlain: true, refused: [],
    fields: [
      field('host', 'Host', 'address'), field('port', 'Port', 'address', 'integer'), field('schema', 'Schema', 'address'),
      field('login', 'Login', 'sign_in'), field('password', 'Password', 'sign_in'),
    ],
  };
}
