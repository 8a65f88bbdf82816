import { render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import type { LocalApps } from '../../../server/contract/index.ts';
import { startTexts } from '../../text/i18n.ts';
import { changeQbit, forgetSetUp, useSetUp } from './draft.ts';
import { FoundQbits } from './found-qbits.tsx';

startTexts();

type Found = LocalApps['apps'][number];
const usual: Found = { app: 'qbittorrent', url: 'http://127.0.0.1:8080', answer: 'nothing', settings: null };
const own = (change: Partial<Found>, webUi: 'on' | 'off' | 'unsaid' = 'on', userName: string | null = null): Found => ({
  ...usual,
  url: 'http://127.0.0.1:9091',
  settings: { file: '/home/me/.config/qBittorrent/qBittorrent.conf', webUi, userName },
  ...change,
});
const show = (...apps: Found[]) => render(<FoundQbits apps={apps} />);
const draft = () => useSetUp.getState().draft.qbit;

afterEach(() => forgetSetUp());

describe('qBittorrent on this computer (ui.md 7, step 2)', () => {
  it('at a port of its own it is taken over with its user name', async () => {
    show(usual, own({ answer: 'found' }, 'on', 'me'));
    expect(screen.getByText('qBittorrent answers at http://127.0.0.1:9091.')).toBeTruthy();
    expect(screen.getByText('From /home/me/.config/qBittorrent/qBittorrent.conf')).toBeTruthy();
    expect(screen.queryByText(/the usual address/)).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Use this address with the user name "me"' }));
    expect(draft()).toMatchObject({ url: 'http://127.0.0.1:9091', userName: 'me' });
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('a user name that was typed stays', async () => {
    changeQbit({ userName: 'typed' });
    show(own({ answer: 'found' }, 'on', 'me'));
    await userEvent.click(screen.getByRole('button', { name: /Use this address/ }));
    expect(draft()).toMatchObject({ url: 'http://127.0.0.1:9091', userName: 'typed' });
  });

  it('with its Web UI switched off it is told how to switch it on', () => {
    show(usual, own({}, 'off'));
    expect(screen.getByText(/its Web UI is switched off\. In qBittorrent open Tools > Options > Web UI/)).toBeTruthy();
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('one that does not run, or whose settings do not tell, gets another advice', () => {
    show(own({}, 'on'), own({ url: 'http://127.0.0.1:9092' }, 'unsaid'));
    expect(screen.getByText(/set to http:\/\/127\.0\.0\.1:9091, but nothing answers there/)).toBeTruthy();
    expect(screen.getByText(/Nothing answers at http:\/\/127\.0\.0\.1:9092, where/)).toBeTruthy();
  });

  it('one that listens elsewhere only was not asked, and can be taken over', async () => {
    show(usual, own({ url: 'http://192.0.2.7:8080', answer: 'unasked' }));
    expect(screen.getByText(/listens at http:\/\/192\.0\.2\.7:8080 only/)).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Use this address' }));
    expect(draft().url).toBe('http://192.0.2.7:8080');
  });

  it('without any of that, only the usual address counts', () => {
    show(usual);
    expect(screen.getByText('Nothing answers at http://127.0.0.1:8080, the usual address.')).toBeTruthy();
  });
});
