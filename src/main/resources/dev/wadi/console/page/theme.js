// Runs before anything is painted, so that a chosen theme does not flash. Without a choice the system's counts.
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
})();
