import { useEffect, useRef } from './html.js';

const TYPING = 'input, textarea, select, [contenteditable]';

/**
 * Single keys as short cuts, while nobody types and no dialog is open. Combinations belong to the browser.
 * @param {Record<string, (event: KeyboardEvent) => void>} keys
 */
export function useKeys(keys) {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const pressed = (event) => {
      const work = latest.current[event.key];
      if (!work || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isBusy(event)) {
        return;
      }
      event.preventDefault();
      work(event);
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, []);
}

function isBusy(event) {
  return document.querySelector('dialog[open]') !== null || event.target.matches?.(TYPING);
}

/** Where a form is sent by Ctrl+Enter or Ctrl+S, as by its button. */
export function useSaveKeys(save) {
  const latest = useRef(save);
  latest.current = save;
  useEffect(() => {
    const pressed = (event) => {
      if ((event.ctrlKey || event.metaKey) && (event.key === 'Enter' || event.key === 's')) {
        event.preventDefault();
        latest.current();
      }
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, []);
}
