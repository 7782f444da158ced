import { html, useEffect, useRef, useState } from './html.js';
import { api } from './api.js';
import { Dialog, Failure, Loading, Notice, say, useRead } from './parts.js';
import { Users } from './users.js';
import { count, fileName, place } from './words.js';

/** Deletes a connection, after showing who uses it; when there are any, the id has to be typed. */
export function DeleteDialog({ connection, onClose, onDeleted }) {
  const { connection_id: id, wadi } = connection;
  const [usages, unread, again] = useRead(() => api.usages(id), [id]);
  const [typed, setTyped] = useState('');
  const [error, setError] = useState(null);
  const [busy, setBusy] = useState(false);
  const users = usages?.usages ?? [];
  const field = useRef(null);
  useEffect(() => field.current?.focus(), [usages]);
  const isFree = usages && (users.length === 0 || typed === id);

  const remove = async (event) => {
    event.preventDefault();
    if (!isFree || busy) {
      return;
    }
    setBusy(true);
    try {
      await api.remove(id, wadi.version);
      say(`${id} is deleted`);
      onClose();
      onDeleted();
    } catch (failure) {
      setBusy(false);
      setError(failure);
    }
  };

  return html`<${Dialog} title=${html`Delete <span class="id">${id}</span>`} onClose=${onClose} wide=${users.length > 0}>
    <form onSubmit=${remove}>
      ${unread && html`<${Failure} what="Who uses it" error=${unread} again=${again} />`}
      ${!usages && !unread && html`<${Loading} lines=${2} label="users" />`}
      ${usages && users.length === 0 && html`<p>No route, pipeline or stage uses it. It is removed from <code>${fileName(wadi.file)}</code>.</p>`}
      ${users.length > 0 && html`<p><strong>${count(users.length, 'place uses', 'places use')} it.</strong> They wait until
          there is a connection of this name again. It is removed from <code>${fileName(wadi.file)}</code>.</p>
        <div class="dialog-list"><${Users} usages=${users} /></div>
        <label class="field-label" for="typed">Type <span class="id">${id}</span> to delete it all the same</label>
        <input id="typed" type="text" autocomplete="off" spellcheck="false" autocapitalize="off" ref=${field} value=${typed}
          onInput=${(event) => setTyped(event.target.value)} />`}
      ${wadi.shadows && html`<${Notice}>Then the definition in ${place(wadi.shadows)} counts.<//>`}
      ${error && html`<${Notice} how="error" title=${error.status === 412 ? 'It was changed meanwhile' : 'It is not deleted'}>
        ${error.message}${error.status === 412 ? ' Close this and look at it again.' : ''}<//>`}
      <div class="dialog-actions">
        <button type="button" class="button" onClick=${onClose}>Cancel</button>
        <button type="submit" class="button danger" disabled=${!isFree || busy}>Delete</button>
      </div>
    </form>
  <//>`;
}
