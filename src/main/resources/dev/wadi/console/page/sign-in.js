import { html, useEffect, useRef, useState } from './html.js';
import { api } from './api.js';
import { Heading } from './parts.js';

/** Asks for the token that the service needs. */
export function SignIn({ refusal, onEnter }) {
  const [token, setToken] = useState('');
  const [error, setError] = useState(refusal);
  const [busy, setBusy] = useState(false);
  const field = useRef(null);
  useEffect(() => field.current.focus(), []);

  const enter = async (event) => {
    event.preventDefault();
    setBusy(true);
    try {
      onEnter(await api.signIn(token.trim()));
    } catch (failure) {
      setError(failure);
      setBusy(false);
      field.current.select();
    }
  };
  const text = error && (error.status === 429 ? `Too many attempts. Try again in ${error.retryAfter ?? 60} s.` : error.message);
  return html`<main class="alone">
    <form class="sign-in" onSubmit=${enter}>
      <span class="brand"><span class="brand-mark" aria-hidden="true"></span>Wadi</span>
      <${Heading} title="Sign in" focus=${false}>Sign in<//>
      <label class="field-label" for="token">Token</label>
      <input id="token" ref=${field} type="password" autocomplete="current-password" value=${token}
        aria-describedby="token-help" aria-invalid=${error ? 'true' : undefined}
        onInput=${(event) => setToken(event.target.value)} />
      <p id="token-help" class="help">The value of <code>wadi.api.token</code>, or the one that the service printed when it
        started. The link that it printed signs in by itself.</p>
      ${text && html`<p class="field-error" role="alert">${text}</p>`}
      <button type="submit" class="button primary" disabled=${busy || token.trim() === ''}>Sign in</button>
    </form>
  </main>`;
}
