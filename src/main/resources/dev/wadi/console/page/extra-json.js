import { html, useEffect, useState } from './html.js';
import { isObject, same } from './form-model.js';

const written = (extra) => (isObject(extra) ? JSON.stringify(extra, null, 2) : String(extra));

function read(text) {
  if (text.trim() === '') {
    return { extra: {} };
  }
  try {
    const extra = JSON.parse(text);
    return isObject(extra) ? { extra } : { wrong: 'extra is an object: { "key": "value" }' };
  } catch (failure) {
    return { wrong: whereOf(text, failure.message) };
  }
}

/** A browser tells the offset, or nothing; people look for a line. */
function whereOf(text, message) {
  const offset = /position (\d+)/.exec(message)?.[1] ?? (/end of JSON/.test(message) ? text.length : undefined);
  if (offset === undefined) {
    return `This is no JSON yet: ${message}`;
  }
  const before = text.slice(0, Number(offset)).split('\n');
  return `This is no JSON yet, at line ${before.length}, column ${before[before.length - 1].length + 1}`;
}

/**
 * extra as JSON. Fields and text are two views of one thing: what is changed in one is seen in the other.
 * @param {{onBroken: (isBroken: boolean) => void}} props told while the text is no JSON object
 */
export function ExtraJson({ extra, locked, onExtra, onBroken }) {
  const [text, setText] = useState(() => written(extra));
  const { wrong } = read(text);
  useEffect(() => {
    const { extra: shown } = read(text);
    if (shown === undefined ? isObject(extra) && !wrong : !same(shown, extra)) {
      setText(written(extra));
    }
  }, [extra]);
  useEffect(() => onBroken(Boolean(wrong)), [Boolean(wrong)]);

  const typed = (event) => {
    setText(event.target.value);
    const { extra: next } = read(event.target.value);
    if (next) {
      onExtra(next);
    }
  };
  const left = () => {
    const { extra: next } = read(text);
    if (next) {
      setText(written(next));
    }
  };
  return html`<section class="card json" aria-labelledby="json-title">
    <h2 id="json-title"><label for="extra-json">extra as JSON</label></h2>
    <textarea id="extra-json" spellcheck="false" autocapitalize="off" autocomplete="off" readonly=${locked}
      rows=${Math.min(24, Math.max(6, text.split('\n').length + 1))} value=${text} aria-invalid=${wrong ? 'true' : undefined}
      aria-describedby="json-help" onInput=${typed} onBlur=${left}></textarea>
    ${wrong && html`<p class="field-error" role="alert">${wrong}</p>`}
    <p class="help" id="json-help">The same as the fields, both ways. <code>***</code> keeps a stored secret.</p>
  </section>`;
}
