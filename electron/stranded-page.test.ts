import { Window } from 'happy-dom';
import { expect, test } from 'vitest';
import { strandedPage } from './stranded-page.ts';

const page = (cause: string) => {
  const url = strandedPage({ title: 'The panel stopped', cause, panelUrl: 'http://127.0.0.1:6969/ui?a=1&b=2' });
  const { DOMParser } = new Window();
  return new DOMParser().parseFromString(decodeURIComponent(url.slice(url.indexOf(',') + 1)), 'text/html');
};

test('WN-7: the page says what happened and leads back to the panel', () => {
  const shown = page('crashed');
  expect(shown.querySelector('h1')?.textContent).toBe('The panel stopped');
  expect(shown.querySelector('p')?.textContent).toContain('(crashed)');
  expect(shown.querySelector('a')?.getAttribute('href')).toBe('http://127.0.0.1:6969/ui?a=1&b=2');
});

test('WN-7: what Chromium says is text, and nothing on the page can run', () => {
  const shown = page('<script>alert(1)</script>');
  expect(shown.querySelector('script')).toBeNull();
  expect(shown.querySelector('p')?.textContent).toContain('<script>');
  expect(shown.querySelector('meta[http-equiv]')?.getAttribute('content')).toContain("default-src 'none'");
});
