import type { BrowserContext } from '@playwright/test';

/** What Chromium itself reports of requests; a suite may provoke refusals and take the server away. */
const ofNetwork = /^Failed to load resource|^WebSocket connection to /;

/**
 * Listens to every page of a context. The returned check throws when a page wrote a warning or an error to the console, when a script
 * failed, or when one of the panel's own files was not there.
 */
export function listen(context: BrowserContext): () => void {
  const heard: string[] = [];
  context.on('console', (message) => {
    const text = message.text();
    if (['error', 'warning'].includes(message.type()) && !ofNetwork.test(text))
      heard.push(`${message.page()?.url()}: ${text}`);
  });
  context.on('weberror', (error) =>
    heard.push(`${error.page()?.url()}: ${error.error().stack ?? error.error().message}`),
  );
  context.on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (response.status() >= 400 && /\/ui\/(assets|icon|manifest)/.test(pathname))
      heard.push(`${response.status()} ${pathname}`);
  });
  return () => {
    if (heard.length > 0) throw new Error(`The console is not empty:\n${[...new Set(heard)].join('\n')}`);
  };
}
