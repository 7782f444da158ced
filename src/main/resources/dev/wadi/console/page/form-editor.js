import { html, useEffect, useRef, useState } from './html.js';
import { Conflict } from './conflict.js';
import { ExtraJson } from './extra-json.js';
import { useCheck, problemsAt } from './form-check.js';
import { changed, fromApi, toApi } from './form-model.js';
import { FormGroups, IdField } from './form-groups.js';
import { useOthers } from './form-others.js';
import { useSave } from './form-save.js';
import { Trial, useTrial } from './form-test.js';
import { useKeys, useSaveKeys } from './keys.js';
import { Dialog, Heading, Icon, Notice } from './parts.js';
import { askBeforeLeaving, go, linkTo } from './router.js';
import { fileName, place, sentence } from './words.js';

/** The form of one connection. */
export function Editor({ connection, form, id, folder, mayWrite }) {
  const isNew = id === undefined;
  const [base, setBase] = useState(() => fromApi(connection));
  const [values, setValues] = useState(base);
  const [version, setVersion] = useState(connection.wadi?.version ?? '');
  const [touched, setTouched] = useState(new Set());
  const [isBroken, setBroken] = useState(false);
  const [leaving, setLeaving] = useState(null);
  const wadi = connection.wadi ?? {};
  const refusal = whyLocked({ isNew, wadi, folder, mayWrite });
  const locked = refusal !== null;
  const dirty = changed(base, values).length > 0 || values.connection_id !== base.connection_id;

  const take = (theirs, next) => {
    setBase(fromApi(theirs));
    setValues(next);
    setVersion(theirs.wadi.version);
  };
  const check = useCheck(values, id, locked);
  const trial = useTrial(() => toApi(values));
  const own = useRef(false); // while it is true, what changes is what this form saves
  const others = useOthers({ id, base, values, version, dirty, take, own });
  const saving = useSave({ isNew, id, base, values, version, isBroken, own, onOutdated: others.outdated });
  const isShown = (path) => !isNew || saving.attempted || touched.has(path);
  const problemsOf = (path) => problemsAt(path, [...saving.refusals, ...check.problems.filter((one) => isShown(one.path) || one.given)]);
  const change = (changing, path) => {
    setValues(changing);
    setTouched((before) => new Set(before).add(path));
    saving.forgive(path);
  };
  const leave = (path) => setTouched((before) => new Set(before).add(path));
  const back = () => go(isNew ? '#/connections' : linkTo(id));

  useEffect(() => {
    askBeforeLeaving(dirty && !saving.done ? (away) => setLeaving(() => away) : null);
    return () => askBeforeLeaving(null);
  }, [dirty, saving.done]);
  useSaveKeys(() => !locked && saving.save());
  useKeys({ Escape: back });

  const shown = { fields: form.fields, values, base, problemsOf, locked, onChange: change, onLeave: leave };
  const loose = looseProblems(check.problems, saving, form, values);
  return html`<form class="page form-page" noValidate onSubmit=${(event) => (event.preventDefault(), saving.save())}
    onKeyDown=${(event) => event.key === 'Escape' && event.target.blur()}>
    <div class="page-head">
      <${Heading} focus=${!isNew || locked} title=${isNew ? `New ${form.title} connection` : `Edit ${id}`}>
        ${isNew ? html`New ${form.title} connection` : html`${locked ? '' : 'Edit '}<span class="id">${id}</span>`}
      <//>
      ${isNew && html`<a class="quiet" href=${`#/connections/new${values.connection_id ? `?id=${encodeURIComponent(values.connection_id)}` : ''}`}>Another type</a>`}
    </div>
    ${locked && html`<${Notice} how=${isNew ? 'warning' : 'info'} title=${isNew ? 'It could not be saved' : 'This connection is read-only here'}>
      ${refusal}${wadi.shadows && html`<p>It stands in front of the definition in <code>${place(wadi.shadows)}</code>, which does not count.</p>`}<//>`}
    <div class="form-columns">
      <div class="form-main">
        <section class="card">
          ${isNew && html`<${IdField} value=${values.connection_id} problems=${problemsOf('connection_id')} locked=${locked}
            onChange=${(next) => change((now) => ({ ...now, connection_id: next }), 'connection_id')} onLeave=${leave} />`}
          ${!isNew && html`<${Fixed} id=${id} title=${form.title} />`}
        </section>
        <${FormGroups} form=${form} ...${shown} />
      </div>
      <div class="form-aside">
        <${ExtraJson} extra=${values.extra} locked=${locked} onBroken=${setBroken}
          onExtra=${(extra) => change((now) => ({ ...now, extra }), 'extra')} />
        <p class="help saved-in">${locked ? 'Defined in' : 'Saved in'} <code>${isNew ? (check.file ? fileName(check.file) : '…') : place(wadi)}</code></p>
      </div>
    </div>
    <div class="form-end">
      ${others.note && html`<${Notice}>${others.note}<//>`}
      ${others.conflict && html`<${Conflict} id=${id} changes=${others.conflict.changes} onTheirs=${others.takeTheirs} onMine=${others.goOn} />`}
      ${loose.map((problem) => html`<${Notice} key=${problem.text} how=${problem.severity === 'error' ? 'error' : 'warning'}>${problem.text}<//>`)}
      ${saving.error && html`<${Notice} how="error" title="It is not saved">${saving.error}<//>`}
      <${Trial} trial=${trial} />
      ${!locked && html`<div class="form-actions">
        <button type="submit" class="button primary" disabled=${saving.busy || isBroken || (!isNew && !dirty)}>${saving.busy ? 'Saving…' : 'Save'}</button>
        ${form.isPlain ? null : trial.isRunning
          ? html`<button type="button" class="button" onClick=${trial.stop}>Stop waiting</button>`
          : html`<button type="button" class="button" disabled=${isBroken} onClick=${trial.run}>Test</button>`}
        <button type="button" class="quiet" onClick=${back}>Cancel</button>
      </div>`}
      ${locked && html`<div class="form-actions"><button type="button" class="button" onClick=${back}>Back</button></div>`}
    </div>
    ${leaving && html`<${Dialog} title="Leave without saving?" onClose=${() => setLeaving(null)}>
      <p>What was changed here is lost.</p>
      <div class="dialog-actions">
        <button type="button" class="button" onClick=${() => setLeaving(null)}>Stay</button>
        <button type="button" class="button danger" onClick=${leaving}>Leave</button>
      </div>
    <//>`}
  </form>`;
}

function whyLocked({ isNew, wadi, folder, mayWrite }) {
  if (!mayWrite) {
    return 'Signed in as a viewer: connections can be looked at, and not changed.';
  }
  if (isNew) {
    return folder?.writable === false ? sentence(folder.why_not_writable) : null;
  }
  return wadi.writable === false ? sentence(wadi.why_not_writable) : null;
}

/** What is wrong and belongs to no field that is seen. */
function looseProblems(problems, saving, form, values) {
  const seen = new Set(['connection_id', 'description', ...form.fields.map((field) => field.path)]);
  Object.keys(values.extra ?? {}).forEach((key) => seen.add(`extra.${key}`));
  return [...saving.refusals, ...problems].filter(({ path }) => !seen.has(path));
}

function Fixed({ id, title }) {
  return html`<dl class="fixed">
    <div><dt>Name <span class="key">conn_id</span></dt><dd class="id">${id} <${Icon} name="lock" /></dd></div>
    <div><dt>Type</dt><dd>${title}</dd></div>
  </dl>
  <p class="help">Routes name it by this id, so it stays. For another id, make another connection.</p>`;
}
