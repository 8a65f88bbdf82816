import { describe, expect, it } from 'vitest';
import { SilentDiskError, patiently } from './patient-disk.ts';

function hanging(): { work: () => Promise<string>; answer: (text: string) => void; calls: () => number } {
  let answer: (text: string) => void = () => undefined;
  let calls = 0;
  return {
    work: () => {
      calls += 1;
      return new Promise<string>((resolve) => {
        answer = resolve;
      });
    },
    answer: (text) => answer(text),
    calls: () => calls,
  };
}

describe('a disk that does not answer', () => {
  it('is given up on, not asked again while it hangs, and asked again once it is back', async () => {
    const nas = hanging();
    await expect(patiently('/mnt/nas/a', nas.work, 5)).rejects.toThrow('the disk below /mnt/nas does not answer');
    await expect(patiently('/mnt/nas/b', nas.work, 5)).rejects.toBeInstanceOf(SilentDiskError);
    expect(nas.calls()).toBe(1);
    expect(await patiently('/mnt/other/b', () => Promise.resolve('fine'), 5)).toBe('fine');
    nas.answer('late');
    await Promise.resolve();
    expect(await patiently('/mnt/nas/b', () => Promise.resolve('back'), 5)).toBe('back');
  });

  it('hands on answers and errors', async () => {
    await expect(patiently('/x/y', () => Promise.reject(new Error('ENOENT')))).rejects.toThrow('ENOENT');
    expect(await patiently('/x/y', () => Promise.resolve(7))).toBe(7);
  });
});
