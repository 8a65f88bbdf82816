import { create } from 'zustand';
import { z } from 'zod';

const stored = z.object({
  /** null = as `WebUI.Theme` says. */
  theme: z.enum(['system', 'dark', 'light']).nullable().catch(null),
  density: z.enum(['comfortable', 'compact']).nullable().catch(null),
  rail: z.boolean().catch(false),
  singleKeys: z.boolean().catch(true),
});
export type Preferences = z.infer<typeof stored>;

const key = 'qbitrr.panel';

/** What this device remembered; anything unreadable falls back piece by piece. */
export function readPreferences(text: string | null): Preferences {
  let raw: unknown = {};
  try {
    raw = text === null ? {} : JSON.parse(text);
  } catch {
    raw = {};
  }
  const parsed = stored.safeParse(raw);
  return parsed.success ? parsed.data : { theme: null, density: null, rail: false, singleKeys: true };
}

export const usePreferences = create<Preferences>(() => readPreferences(localStorage.getItem(key)));

/** Changes and remembers on this device. */
export function setPreference(change: Partial<Preferences>): void {
  usePreferences.setState(change);
  localStorage.setItem(key, JSON.stringify(usePreferences.getState()));
}

/** Theme on screen: the choice of this device, else the configuration's word, else the system's. */
export function themeOf(chosen: Preferences['theme'], configured: string | undefined): 'system' | 'dark' | 'light' {
  if (chosen !== null) return chosen;
  const word = configured?.toLowerCase();
  return word === 'dark' || word === 'light' ? word : 'system';
}

export function densityOf(chosen: Preferences['density'], configured: string | undefined): 'comfortable' | 'compact' {
  return chosen ?? (configured?.toLowerCase() === 'compact' ? 'compact' : 'comfortable');
}

/** Marks the page with the theme and density; `tokens.css` does the rest. */
export function showAppearance(theme: 'system' | 'dark' | 'light', density: 'comfortable' | 'compact'): void {
  const { dataset } = document.documentElement;
  if (theme === 'system') delete dataset['theme'];
  else dataset['theme'] = theme;
  dataset['density'] = density;
}
