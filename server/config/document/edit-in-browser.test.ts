import { describe, expect, it, vi } from 'vitest';
import { editToml, editTomlFully, hasLibraryEdit } from './edit-in-browser.ts';

// No edit can be said by single lines here.
vi.mock('./lines.ts', () => ({ editLines: (text: string) => text }));
const asked = vi.hoisted(() => vi.fn());
vi.mock('./library-edit.ts', async (actual) => {
  asked();
  return actual();
});

describe('edits in a browser (ui.md 16)', () => {
  it('ask for the library when single lines cannot say them, and for nothing when they can', async () => {
    expect(editToml('a = 1 # one\n', { a: 2 }).ok).toBe(false);
    expect(await editTomlFully('a = 1\n', { a: 1 })).toEqual({ ok: true, text: 'a = 1\n' });
    expect(asked).not.toHaveBeenCalled();
    expect(await editTomlFully('a = 1 # one\n', { a: 2 })).toEqual({ ok: true, text: 'a = 2 # one\n' });
    expect(hasLibraryEdit()).toBe(true);
    expect(editToml('a = 1 # one\n', { a: 3 })).toEqual({ ok: true, text: 'a = 3 # one\n' });
  });
});
