import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type * as InBrowser from './edit-in-browser.ts';

let browser: typeof InBrowser;
let asked = 0;

beforeAll(async () => {
  // Other files may have read in the real ones before.
  vi.resetModules();
  // No edit can be said by single lines here.
  vi.doMock('./lines.ts', () => ({ editLines: (text: string) => text }));
  vi.doMock('./library-edit.ts', async (actual) => {
    asked += 1;
    return actual();
  });
  browser = await import('./edit-in-browser.ts');
});
afterAll(() => {
  vi.doUnmock('./lines.ts');
  vi.doUnmock('./library-edit.ts');
  vi.resetModules();
});

describe('edits in a browser (ui.md 16)', () => {
  it('ask for the library when single lines cannot say them, and for nothing when they can', async () => {
    const { editToml, editTomlFully, hasLibraryEdit } = browser;
    expect(editToml('a = 1 # one\n', { a: 2 }).ok).toBe(false);
    expect(await editTomlFully('a = 1\n', { a: 1 })).toEqual({ ok: true, text: 'a = 1\n' });
    expect(asked).toBe(0);
    expect(await editTomlFully('a = 1 # one\n', { a: 2 })).toEqual({ ok: true, text: 'a = 2 # one\n' });
    expect(hasLibraryEdit()).toBe(true);
    expect(editToml('a = 1 # one\n', { a: 3 })).toEqual({ ok: true, text: 'a = 3 # one\n' });
  });
});
