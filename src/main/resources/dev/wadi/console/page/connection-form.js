import { html } from './html.js';
import { api } from './api.js';
import { useConnections } from './connections.js';
import { Editor } from './form-editor.js';
import { plainForm } from './form-model.js';
import { Failure, Loading, useRead } from './parts.js';

/** A type without a form has the fields that all connections have. */
async function formOf(type) {
  try {
    return await api.type(type);
  } catch (error) {
    if (error.status === 404) {
      return plainForm(type);
    }
    throw error;
  }
}

async function stored(id) {
  const connection = await api.connection(id);
  return { connection, form: await formOf(connection.conn_type) };
}

const fresh = async (type, given) => ({
  connection: { connection_id: given, conn_type: type, extra: '{}' },
  form: await formOf(type),
});

/** New (with a type) and Edit (with an id): reads what the form is made of. */
export function ConnectionForm({ id, type, given, mayWrite = true }) {
  const { folder } = useConnections();
  const [read, error, again] = useRead(() => (id === undefined ? fresh(type, given) : stored(id)), []);
  if (error && !read) {
    return html`<div class="page"><${Failure} what=${id ?? type} error=${error} again=${again} /></div>`;
  }
  if (!read) {
    return html`<div class="page"><${Loading} lines=${8} label="the form" /></div>`;
  }
  return html`<${Editor} ...${read} id=${id} folder=${folder} mayWrite=${mayWrite} />`;
}
