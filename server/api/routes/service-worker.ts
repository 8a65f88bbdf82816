/**
 * Script at `/sw.js` (api.md 2.2). The panel has no service worker, but a browser that used qBitrr at this address may still have
 * one that shows the old pages from its store: this replaces it, empties the store, leaves, and opens the panel anew.
 */
export const retiredWorker = `self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => {
  const leave = async () => {
    for (const name of await caches.keys()) await caches.delete(name);
    await self.registration.unregister();
    for (const page of await self.clients.matchAll({ type: 'window' })) await page.navigate(page.url);
  };
  event.waitUntil(leave());
});
`;
