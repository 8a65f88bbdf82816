import { useEffect, useRef } from 'react';
import { useNavigate } from 'react-router';
import { tinykeys } from 'tinykeys';
import { navItems } from './nav.ts';
import { setPreference, usePreferences } from './preferences.ts';
import { showShortcuts } from './shortcut-sheet.tsx';

const fields = 'input, textarea, select, [contenteditable="true"], [role="textbox"], [role="menu"], [role="listbox"]';

/** May a single key act here? Not in fields, menus or dialogs, and not together with Ctrl, Alt or Cmd (WCAG 2.1.4). */
export function mayActOnKey(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return false;
  if (!usePreferences.getState().singleKeys) return false;
  const target = event.target instanceof Element ? event.target : document.body;
  return (
    target.closest(fields) === null &&
    document.querySelector('[role="dialog"][data-open], [role="alertdialog"]') === null
  );
}

type Bindings = Record<string, (event: KeyboardEvent) => void>;

/** The same bindings, silent where a key belongs to something else. */
function guarded(bindings: Bindings): Bindings {
  return Object.fromEntries(
    Object.entries(bindings).map(([keys, act]) => [
      keys,
      (event: KeyboardEvent) => {
        if (!mayActOnKey(event)) return;
        event.preventDefault();
        act(event);
      },
    ]),
  );
}

/** Binds single keys of a page while it is shown; the newest functions are the ones that run. */
export function useSingleKeys(bindings: Bindings): void {
  const newest = useRef(bindings);
  useEffect(() => {
    newest.current = bindings;
  });
  const keys = Object.keys(bindings).join('\n');
  useEffect(() => {
    const stable = keys
      .split('\n')
      .map((key) => [key, (event: KeyboardEvent) => newest.current[key]?.(event)] as const);
    return tinykeys(window, guarded(Object.fromEntries(stable)));
  }, [keys]);
}

const pageFilter = (): HTMLInputElement | null => document.querySelector<HTMLInputElement>('[data-page-filter]');

/** Shortcuts of the frame: 1 to 9, `g` and a letter, `[`, `?`, `/`, Ctrl+comma (ui.md 11). */
export function useShellShortcuts(): void {
  const navigate = useNavigate();
  useEffect(() => {
    const bindings: Bindings = {
      '[': () => setPreference({ rail: !usePreferences.getState().rail }),
      'Shift+?': showShortcuts,
      '?': showShortcuts,
      '/': () => pageFilter()?.focus(),
    };
    for (const [index, item] of navItems.entries()) {
      bindings[String(index + 1)] = () => void navigate(item.to);
      if (item.go !== null) bindings[`g ${item.go}`] = () => void navigate(item.to);
    }
    return tinykeys(window, {
      ...guarded(bindings),
      '$mod+,': (event) => {
        event.preventDefault();
        void navigate('/settings');
      },
    });
  }, [navigate]);
}
