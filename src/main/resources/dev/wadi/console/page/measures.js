import { html, useEffect, useState } from './html.js';
import { api } from './api.js';
import { Chart } from './charts.js';

/** The last minutes as small charts: its pool, when it has one, and how fast and how often it answers. */
export function Measures({ id }) {
  const [points, setPoints] = useState(null);
  useEffect(() => {
    let timer = null;
    let isLeft = false;
    const read = async () => {
      let seconds = 5;
      if (!document.hidden) {
        try {
          const answer = await api.measures(id);
          seconds = answer.interval_seconds;
          if (!isLeft) {
            setPoints(answer.points);
          }
        } catch {
          seconds = 10; // the frame says when the service is gone
        }
      }
      if (!isLeft) {
        timer = setTimeout(read, seconds * 1000);
      }
    };
    read();
    return () => {
      isLeft = true;
      clearTimeout(timer);
    };
  }, [id]);

  const pooled = points?.some((point) => point.active !== null && point.active !== undefined);
  return html`<section class="card" aria-labelledby="measures-title">
    <h2 id="measures-title">Last minutes</h2>
    <div class="charts">
      ${points && points.length < 2 && html`<p class="nothing">The first numbers come in a few seconds.</p>`}
      ${points?.length >= 2 && html`
        ${pooled && html`<${Chart} title="Pool" wide points=${points} lines=${[
          { name: 'active', title: 'active', area: true },
          { name: 'idle', title: 'idle' },
          { name: 'waiting', title: 'waiting', alarm: true },
        ]} />`}
        <${Chart} title="Latency" unit="ms" points=${points} lines=${[{ name: 'mean_ms', title: 'mean', area: true }]} />
        <${Chart} title="Work" points=${points} lines=${[
          { name: 'done', title: 'done', area: true },
          { name: 'failed', title: 'failed', alarm: true },
        ]} />`}
    </div>
  </section>`;
}
