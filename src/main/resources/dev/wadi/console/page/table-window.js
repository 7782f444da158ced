import { useLayoutEffect, useState } from './html.js';

// Only the rows that are seen are drawn, with some above and below, so that thousands scroll as well as ten. All rows
// are of one height, which the style sheet says (--row), so that nothing jumps.

const BEYOND = 12;

function rowHeight() {
  return parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--row'));
}

function rowsInView(total, body, height) {
  const top = body ? body.getBoundingClientRect().top : 0;
  const from = Math.max(0, Math.floor(-top / height) - BEYOND);
  const to = Math.min(total, Math.ceil((window.innerHeight - top) / height) + BEYOND);
  return { from: Math.min(from, Math.max(0, total - 1)), to: Math.max(to, Math.min(total, BEYOND)) };
}

/**
 * Which rows of a table are drawn.
 * @param {number} total how many rows there are
 * @param {{current: HTMLElement | null}} body the table's body
 */
export function useWindow(total, body) {
  const [seen, setSeen] = useState({ from: 0, to: BEYOND * 3 });
  useLayoutEffect(() => {
    const look = () => {
      const next = rowsInView(total, body.current, rowHeight());
      setSeen((now) => (now.from === next.from && now.to === next.to ? now : next));
    };
    look();
    window.addEventListener('scroll', look, { passive: true });
    window.addEventListener('resize', look);
    return () => {
      window.removeEventListener('scroll', look);
      window.removeEventListener('resize', look);
    };
  }, [total]);

  const height = rowHeight();
  const from = Math.min(seen.from, Math.max(0, total - 1));
  const to = Math.min(seen.to, total);
  /** Brings a row into view, draws it and gives it the focus. */
  const focus = (at) => {
    if (total === 0) {
      return;
    }
    const top = body.current.getBoundingClientRect().top + at * height;
    const edge = body.current.previousElementSibling.offsetHeight + 8;
    if (top < edge || top + height > window.innerHeight - 8) {
      window.scrollBy(0, top < edge ? top - edge : top + height - window.innerHeight + 8);
      setSeen(rowsInView(total, body.current, height));
    }
    requestAnimationFrame(() =>
      requestAnimationFrame(() => body.current?.querySelector(`[data-at="${at}"]`)?.focus({ preventScroll: true })));
  };
  const first = body.current
    ? Math.max(0, Math.ceil((body.current.previousElementSibling.offsetHeight - body.current.getBoundingClientRect().top) / height))
    : 0;
  return { from, to, first, before: from * height, after: (total - to) * height, focus };
}
