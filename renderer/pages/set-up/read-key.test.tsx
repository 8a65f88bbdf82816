import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startTexts } from '../../text/i18n.ts';
import { changeDraft, forgetSetUp, useSetUp, type DraftApp } from './draft.ts';
import { ReadKey } from './read-key.tsx';

startTexts();

const app: DraftApp = {
  id: '1',
  type: 'radarr',
  name: 'Radarr',
  url: '',
  used: true,
  category: '',
  skipTlsVerify: false,
};
const readAppKey = vi.fn();

function show(change: Partial<DraftApp> = {}): void {
  const shown = { ...app, ...change };
  changeDraft({ apps: [shown] });
  render(
    <QueryClientProvider client={new QueryClient()}>
      <ReadKey app={shown} />
    </QueryClientProvider>,
  );
}
const button = () => screen.queryByRole('button', { name: 'Read the key from the settings of Radarr' });
const press = async () => {
  const found = button();
  if (found === null) throw new Error('no button');
  await userEvent.click(found);
};

beforeEach(() =>
  vi.stubGlobal('qbitrrDesktop', { showDataFolder: vi.fn(), onGoTo: vi.fn(), readAppKey, pickPath: vi.fn() }),
);
afterEach(() => {
  vi.unstubAllGlobals();
  forgetSetUp();
  readAppKey.mockReset();
});

describe('reading the key of an app on this computer (ui.md 7, step 3)', () => {
  it('fills in key and address when asked to, and never before', async () => {
    readAppKey.mockResolvedValue({ apiKey: 'abc', url: 'http://127.0.0.1:7878' });
    show();
    expect(readAppKey).not.toHaveBeenCalled();
    await press();
    expect(readAppKey).toHaveBeenCalledWith('radarr');
    expect(useSetUp.getState().secrets.keys).toEqual({ '1': 'abc' });
    expect(useSetUp.getState().draft.apps[0]?.url).toBe('http://127.0.0.1:7878');
  });

  it('keeps an address that was typed, and says when there is nothing to read', async () => {
    readAppKey.mockResolvedValue(null);
    show({ url: 'localhost:9000' });
    await press();
    expect(await screen.findByText('No settings of Radarr with a key were found on this computer.')).toBeTruthy();
    expect(useSetUp.getState().draft.apps[0]?.url).toBe('localhost:9000');
  });

  it('is not offered for an app elsewhere, nor in a browser', () => {
    show({ url: 'http://nas:7878' });
    expect(button()).toBeNull();
    vi.unstubAllGlobals();
    show();
    expect(button()).toBeNull();
  });
});
