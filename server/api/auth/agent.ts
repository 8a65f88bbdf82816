/** What a `User-Agent` header says in two words, for the list of signed-in devices. */
export interface Agent {
  browser: string | null;
  system: string | null;
}

/** Tried in this order: most browsers also carry the names of those they descend from. */
const browsers: readonly (readonly [RegExp, string])[] = [
  [/\bElectron\//, 'qBitrr Desktop'],
  [/\bEdg(?:A|iOS)?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:(?:Headless)?Chrome|CriOS|Chromium)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
  [/^curl\//, 'curl'],
  [/^python-requests\//, 'Python'],
];
const systems: readonly (readonly [RegExp, string])[] = [
  [/\bAndroid\b/, 'Android'],
  [/\b(?:iPhone|iPad|iPod)\b/, 'iOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b|\bMacintosh\b/, 'macOS'],
  [/\bLinux\b|\bX11\b/, 'Linux'],
];

/** Names only, never the header itself: it is foreign text of any length. */
export function agentOf(header: string | undefined): Agent {
  const first = (table: typeof browsers): string | null =>
    table.find(([pattern]) => pattern.test(header ?? ''))?.[1] ?? null;
  return { browser: first(browsers), system: first(systems) };
}
