// The one place that knows which library draws the pages. What is put into html`…` is text, never markup.
export {
  Component,
  createContext,
  h,
  html,
  render,
  useCallback,
  useContext,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from './standalone.module.js';
