import { html } from './html.js';
import { linkTo } from './router.js';
import { brief, clock, day, moment } from './words.js';

const TONES = {
  good: 'open', done: 'open', open: 'open', loaded: 'loaded',
  bad: 'failing', failed: 'failing', failing: 'failing', rejected: 'rejected',
  degraded: 'degraded', interrupted: 'degraded', missing: 'missing', waiting: 'waiting',
};
const ABOUT_CONNECTIONS = new Set(['connection', 'swap', 'change', 'test']);

/** What happened, newest first, by day. */
export function Events({ events, about }) {
  const days = [];
  for (const event of events) {
    const title = day(event.at);
    if (days[days.length - 1]?.title !== title) {
      days.push({ title, events: [] });
    }
    days[days.length - 1].events.push(event);
  }
  return html`<div class="events">
    ${days.map(({ title, events: own }) => html`<section key=${title}>
      ${(days.length > 1 || !about) && html`<h3 class="day">${title}</h3>`}
      <ol>${own.map((event) => html`<${Event} key=${event.id} event=${event} about=${about} />`)}</ol>
    </section>`)}
  </div>`;
}

function Event({ event, about }) {
  const state = TONES[event.state] ?? '';
  const isLinked = ABOUT_CONNECTIONS.has(event.kind) && event.subject && event.subject !== about;
  return html`<li class=${`event ${state}`}>
    <time datetime=${event.at} title=${moment(event.at)}>${clock(event.at)}</time>
    <span class=${`kind state ${state}`}><span class="mark" aria-hidden="true"></span>${event.kind}</span>
    <span class="event-text">${isLinked ? linked(brief(event.text), event.subject) : brief(event.text)}
      ${event.by && !event.text.includes(event.by) && html` <span class="by">by ${event.by}</span>`}</span>
  </li>`;
}

/** The text, with a link where it names the connection. */
function linked(text, subject) {
  const at = text.indexOf(`'${subject}'`);
  const link = html`<a href=${linkTo(subject)}>${subject}</a>`;
  return at < 0
    ? html`${text} ${link}`
    : html`${text.slice(0, at + 1)}${link}${text.slice(at + 1 + subject.length)}`;
}
