import { html, useEffect, useRef, useState } from './html.js';
import { api } from './api.js';
import { Notice } from './parts.js';

// The service wants an id; what is tested is what the body says.
const UNNAMED = 'unnamed';

/** A test of what the form holds, before it is saved. */
export function useTrial(bodyOf) {
  const [running, setRunning] = useState(null);
  const [outcome, setOutcome] = useState(null);
  const latest = useRef(null);
  useEffect(() => () => latest.current?.abort(), []);

  const run = async () => {
    const asked = new AbortController();
    latest.current = asked;
    const began = Date.now();
    setOutcome(null);
    setRunning({ began });
    try {
      const body = bodyOf();
      const answer = await api.test({ ...body, connection_id: body.connection_id || UNNAMED }, asked.signal);
      setOutcome({ ...answer, milliseconds: Date.now() - began });
    } catch (error) {
      if (error.name !== 'AbortError') {
        setOutcome({ error });
      }
    }
    setRunning((now) => (now?.began === began ? null : now));
  };
  return { run, stop: () => latest.current?.abort(), isRunning: running !== null, running, outcome };
}

/** How it goes, and how it went. */
export function Trial({ trial }) {
  const { running, outcome } = trial;
  if (running) {
    return html`<${Running} began=${running.began} />`;
  }
  if (!outcome) {
    return null;
  }
  if (outcome.error) {
    const { status, retryAfter, message } = outcome.error;
    const text = status === 429 ? `Too many tests at once, or within a minute. Try again in ${retryAfter ?? 60} s.` : message;
    return html`<${Notice} how="warning" title="It was not tested">${text}<//>`;
  }
  return outcome.status
    ? html`<${Notice} how="good" title="The test succeeds">${outcome.message} (${outcome.milliseconds} ms)<//>`
    : html`<${Notice} how="error" title="The test fails">${outcome.message}<//>`;
}

function Running({ began }) {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds(Math.floor((Date.now() - began) / 1000)), 1_000);
    return () => clearInterval(timer);
  }, [began]);
  return html`<${Notice} title=${html`<span class="spinner" aria-hidden="true"></span>Testing…`}>
    Connects, signs in and asks the least that proves it, for 10 s at most.${seconds > 1 && ` ${seconds} s`}<//>`;
}
