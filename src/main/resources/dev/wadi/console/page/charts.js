import { html, useRef, useState } from './html.js';
import { clock } from './words.js';

const WIDTH = 400;
const HEIGHT = 80;

/**
 * A small chart over time.
 * @param {{title: string, unit?: string, wide?: boolean, points: object[],
 *     lines: {name: string, title: string, area?: boolean, alarm?: boolean}[]}} props
 */
export function Chart({ title, unit = '', points, lines, wide = false }) {
  const [seen, setSeen] = useState(null);
  const box = useRef(null);
  const top = niceTop(Math.max(1, ...points.flatMap((point) => lines.map((line) => point[line.name] ?? 0))));
  const x = (at) => (points.length < 2 ? 0 : (at / (points.length - 1)) * WIDTH);
  const y = (value) => HEIGHT - (value / top) * HEIGHT;
  const moved = (event) => {
    const { left, width } = box.current.getBoundingClientRect();
    setSeen(Math.round(Math.min(1, Math.max(0, (event.clientX - left) / width)) * (points.length - 1)));
  };
  const at = seen === null || seen >= points.length ? points.length - 1 : seen;
  const now = points[at] ?? {};
  const value = (line) => `${number(now[line.name])}${unit && ` ${unit}`}`;
  return html`<figure class=${`chart${wide ? ' wide' : ''}`}>
    <figcaption><span class="chart-title">${title}</span>
      ${lines.map((line, index) => html`<span key=${line.name} class=${`legend line-${index}${line.alarm ? ' alarm' : ''}`}>${line.title} <b>${value(line)}</b></span>`)}
      <span class="chart-time">${seen === null ? 'now' : now.at && clock(now.at)}</span></figcaption>
    <div class="plot" ref=${box} onPointerMove=${moved} onPointerLeave=${() => setSeen(null)}>
      <span class="scale" aria-hidden="true">${number(top)}${unit && ` ${unit}`}</span>
      <svg viewBox=${`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img"
        aria-label=${`${title}: ${lines.map((line) => `${line.title} ${value(line)}`).join(', ')}`}>
        <line class="grid" x1="0" x2=${WIDTH} y1="0.5" y2="0.5" /><line class="grid" x1="0" x2=${WIDTH} y1=${HEIGHT - 0.5} y2=${HEIGHT - 0.5} />
        ${lines.map((line, index) => {
          const stretches = stretchesOf(points, line.name);
          const way = ({ from, values }) => values.map((one, place) => `${place === 0 ? 'M' : 'L'}${x(from + place).toFixed(1)} ${y(one).toFixed(1)}`).join('');
          return html`<g key=${line.name} class=${`line-${index}${line.alarm ? ' alarm' : ''}`}>
            ${line.area && stretches.map((stretch) => html`<path class="area" d=${`${way(stretch)}L${x(stretch.from + stretch.values.length - 1)} ${HEIGHT}L${x(stretch.from)} ${HEIGHT}Z`} />`)}
            <path class="line" d=${stretches.map((stretch) => `${way(stretch)}h0.1`).join('')} vector-effect="non-scaling-stroke" /></g>`;
        })}
        ${seen !== null && html`<line class="cursor" x1=${x(at)} x2=${x(at)} y1="0" y2=${HEIGHT} vector-effect="non-scaling-stroke" />`}
      </svg>
    </div>
  </figure>`;
}

/** Where nothing was measured the line has a gap. */
function stretchesOf(points, name) {
  const stretches = [];
  let isOpen = false;
  points.forEach((point, at) => {
    const value = point[name];
    const isThere = value !== null && value !== undefined;
    if (isThere && isOpen) {
      stretches[stretches.length - 1].values.push(value);
    } else if (isThere) {
      stretches.push({ from: at, values: [value] });
    }
    isOpen = isThere;
  });
  return stretches;
}

function number(value) {
  return value === undefined || value === null ? '–' : value.toLocaleString(undefined, { maximumFractionDigits: value < 10 ? 1 : 0 });
}

/** The next of 1, 1.5, 2, 3, 4, 5, 6, 8, 10, 15, … */
function niceTop(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 1.5, 2, 3, 4, 5, 6, 8, 10].map((step) => step * power).find((step) => step >= value);
}
