import { useState } from './html.js';
import { api } from './api.js';
import { changed, FIELDS, toApi } from './form-model.js';
import { say } from './parts.js';
import { askBeforeLeaving, go, linkTo } from './router.js';
import { sentence } from './words.js';

/** Saves what a form holds, and keeps what the service refused of it. */
export function useSave({ isNew, id, base, values, version, isBroken, own, onOutdated }) {
  const [attempted, setAttempted] = useState(false);
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState(false);
  const [error, setError] = useState(null);
  const [refusals, setRefusals] = useState([]);

  const write = () => {
    if (!isNew) {
      return api.change(id, toApi(values, changed(base, values)), version);
    }
    return api.create(toApi(values, FIELDS.concat('extra').filter((name) => values[name] !== undefined)));
  };
  const save = async () => {
    setAttempted(true);
    if (busy || isBroken) {
      return;
    }
    setBusy(true);
    own.current = true;
    setError(null);
    setRefusals([]);
    try {
      await write();
      setDone(true);
      askBeforeLeaving(null);
      say(`${values.connection_id} is saved`);
      go(linkTo(values.connection_id));
    } catch (failure) {
      setBusy(false);
      own.current = false;
      refused(failure);
    }
  };
  const refused = (failure) => {
    if (failure.status === 412) {
      onOutdated(failure.body?.changed);
    } else if (failure.fields.length > 0) {
      setRefusals(failure.fields.map((one) => ({ path: one.path, text: sentence(one.text), severity: 'error' })));
      focusOn(failure.fields[0].path);
    } else if (failure.status === 409 && isNew) {
      setRefusals([{ path: 'connection_id', severity: 'error', text: failure.message }]);
      focusOn('connection_id');
    } else {
      setError(failure.message);
    }
  };
  const forgive = (path) => setRefusals((before) => before.filter((one) => one.path !== path));
  return { attempted, busy, done, error, refusals, save, forgive };
}

/** The first field that is wrong gets the focus, in whatever group it is. */
function focusOn(path) {
  requestAnimationFrame(() => {
    const field = document.querySelector(`[data-path="${CSS.escape(path)}"]`);
    field?.closest('details')?.setAttribute('open', '');
    field?.querySelector('input, select, textarea')?.focus();
  });
}
