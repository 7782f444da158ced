import { useEffect, useRef, useState } from './html.js';
import { api } from './api.js';
import { differences, fromApi, merge } from './form-model.js';
import { onEvent } from './live.js';

const TOGETHER_MILLIS = 300;
const KINDS = new Set(['change', 'swap', 'connection', 'file', 'resume', 'reload']);

/**
 * What others do to a connection while its form is open. A form in which nothing was typed shows the new values; one
 * with changes says what changed, and asks.
 */
export function useOthers({ id, base, values, version, dirty, take, own }) {
  const [conflict, setConflict] = useState(null);
  const [note, setNote] = useState(null);
  const latest = useRef(null);
  latest.current = { base, values, version, dirty, take };

  const look = async (told) => {
    const theirs = await api.connection(id).catch((error) => (error.status === 404 ? 'gone' : null));
    const { base: mine, version: mineWas, dirty: isDirty, take: takeOver } = latest.current;
    if (theirs === null || own.current) {
      return;
    }
    if (theirs === 'gone') {
      setNote('It was deleted meanwhile. Saving it is not possible; a new connection of this name is.');
    } else if (theirs.wadi.version !== mineWas && isDirty) {
      setConflict({ theirs, changes: told ?? differences(mine, fromApi(theirs)) });
    } else if (theirs.wadi.version !== mineWas) {
      takeOver(theirs, fromApi(theirs));
      setNote('It was changed meanwhile; this is how it is now.');
    }
  };

  useEffect(() => {
    if (id === undefined) {
      return undefined;
    }
    let timer = null;
    const stop = onEvent(({ kind, subject }) => {
      if (KINDS.has(kind) && (subject === id || kind === 'resume' || kind === 'reload')) {
        clearTimeout(timer);
        timer = setTimeout(() => look(null), TOGETHER_MILLIS);
      }
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [id]);

  return {
    conflict,
    note,
    outdated: look,
    takeTheirs: () => {
      take(conflict.theirs, fromApi(conflict.theirs));
      setConflict(null);
    },
    goOn: () => {
      take(conflict.theirs, merge(base, values, fromApi(conflict.theirs)));
      setConflict(null);
    },
  };
}
