import { useEffect, useState } from './html.js';
import { api } from './api.js';
import { at, toApi } from './form-model.js';
import { sentence } from './words.js';

const PAUSE_MILLIS = 300;

/** What is wrong with what is typed, asked of the service in the pauses. Nothing is connected to. */
export function useCheck(values, id, locked) {
  const [answer, setAnswer] = useState({ problems: [], file: '' });
  useEffect(() => {
    if (locked) {
      return undefined;
    }
    const asked = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const { problems, file = '' } = await api.check(toApi(values), id, asked.signal);
        setAnswer({ problems: problems.map((problem) => withText(problem, values)), file });
      } catch (error) {
        if (error.fields?.length > 0) {
          const problems = error.fields.map((one) => ({ ...one, text: sentence(one.text), severity: 'error', given: isGiven(one.path, values) }));
          setAnswer((before) => ({ ...before, problems }));
        } // anything else comes up when it is saved
      }
    }, PAUSE_MILLIS);
    return () => {
      clearTimeout(timer);
      asked.abort();
    };
  }, [values, id, locked]);
  return answer;
}

function withText(problem, values) {
  const text = [problem.what, problem.fix].filter(Boolean).map(sentence).join(' ');
  return { path: problem.path, severity: problem.severity, text, given: isGiven(problem.path, values) };
}

/** Whether there is a value of which the problem can speak; else it is only something that is not there yet. */
function isGiven(path, values) {
  const [first, ...rest] = path.split('.');
  const value = first === 'extra' ? at(values, ['extra', rest.join('.')]) ?? at(values, ['extra', ...rest]) : values[first];
  return value !== undefined && value !== '';
}

export function problemsAt(path, problems) {
  const here = problems.filter((problem) => problem.path === path);
  return here.filter((problem, index) => here.findIndex((one) => one.text === problem.text) === index);
}
