import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tellCutWords } from './cut-words.ts';

function words(text: string, room: number, title = ''): HTMLElement {
  const element = document.createElement('span');
  element.className = 'block tablet:truncate';
  element.textContent = text;
  element.title = title;
  Object.defineProperties(element, { scrollWidth: { value: 100 }, clientWidth: { value: room, configurable: true } });
  document.body.append(element);
  return element;
}
const pointAt = (element: HTMLElement) => element.dispatchEvent(new MouseEvent('mouseover', { bubbles: true }));

describe('words that are cut (ui.md AX-8)', () => {
  let stop = (): void => undefined;
  beforeEach(() => {
    stop = tellCutWords();
  });
  afterEach(() => {
    stop();
    document.body.replaceChildren();
  });

  it('are told in full when pointed at, for as long as they are cut', () => {
    const cut = words('Dune.Part.Two.2024', 40);
    pointAt(cut);
    expect(cut.title).toBe('Dune.Part.Two.2024');
    Object.defineProperty(cut, 'clientWidth', { value: 100 });
    pointAt(cut);
    expect(cut.title).toBe('');
  });

  it('keep a title of their own, and get none while there is room', () => {
    const own = words('Waiting', 40, 'connection refused');
    const whole = words('Waiting', 100);
    pointAt(own);
    pointAt(whole);
    expect([own.title, whole.title]).toEqual(['connection refused', '']);
  });
});
