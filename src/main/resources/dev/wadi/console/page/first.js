// What does not wait for the modules: a theme that was chosen, which must not flash (without a choice the system's
// counts), and the list of connections, which most pages need, is asked for while the modules come.
(() => {
  const KEY = 'wadi.theme';
  const root = document.documentElement;

  function stored() {
    try {
      return localStorage.getItem(KEY) ?? 'system';
    } catch {
      return 'system'; // storage is switched off
    }
  }

  function apply(theme) {
    if (theme === 'system') {
      delete root.dataset.theme;
    } else {
      root.dataset.theme = theme;
    }
  }

  window.wadiTheme = {
    get: stored,
    set(theme) {
      apply(theme);
      try {
        localStorage.setItem(KEY, theme);
      } catch {
        return; // it counts until the page is left
      }
    },
  };
  apply(stored());

  if (!location.hash.startsWith('#token=')) {
    const url = '/api/v2/connections?limit=1000&offset=0&order_by=connection_id&include=wadi';
    const answer = fetch(url, { credentials: 'same-origin', cache: 'no-store' });
    answer.catch(() => {}); // whoever takes it hears of it
    window.wadiFirst = { url, answer };
  }
})();
