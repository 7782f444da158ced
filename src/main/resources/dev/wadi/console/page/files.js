import { html } from './html.js';
import { Ago, State } from './parts.js';
import { brief, count, fileName, sentence } from './words.js';

/** Files that are not as they should be, with their problems at their lines. */
export function Files({ status }) {
  const wrong = status.files.filter((file) => file.state !== 'loaded' || file.problems.length > 0);
  const loose = grouped(status.problems);
  const loaded = status.files.length - status.files.filter((file) => file.state !== 'loaded').length;
  return html`<section class="card" aria-labelledby="files-title">
    <h2 id="files-title">Files</h2>
    <p class="nothing">${count(loaded, 'file')} of routes loaded${wrong.length + loose.length === 0 ? '; nothing is wrong' : ''}.</p>
    ${loose.map(([file, problems]) => html`<article class="file" key=${file}>
      <h3 class="place">${file ? fileName(file) : 'Settings'}</h3><${ProblemList} problems=${problems} /></article>`)}
    ${wrong.map((file) => html`<article class="file" key=${file.file}>
      <h3><span class="place">${fileName(file.file)}</span> <${State} state=${file.state} /> <span class="second"><${Ago} at=${file.since} short /></span></h3>
      ${file.problems.length === 0 && file.reason && html`<p class="reason">${sentence(brief(file.reason))}</p>`}
      ${file.state === 'rejected' && file.loaded_at && html`<p class="reason">The version of <${Ago} at=${file.loaded_at} /> runs.</p>`}
      <${ProblemList} problems=${file.problems} /></article>`)}
  </section>`;
}

function grouped(problems) {
  const files = new Map();
  problems.forEach((problem) => files.set(problem.file, [...(files.get(problem.file) ?? []), problem]));
  return [...files];
}

function ProblemList({ problems }) {
  return html`<ul class="problems">${problems.map((problem) => html`<li key=${`${problem.line}:${problem.column} ${problem.what}`} class=${problem.severity}>
    <span class="line">${problem.line > 0 ? [problem.line, problem.column].filter(Boolean).join(':') : '–'}</span>
    <span><span class="id">${problem.path}</span> ${sentence(brief(problem.what))} <span class="fix">${sentence(brief(problem.fix))}</span></span></li>`)}</ul>`;
}
