import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { MemoryRouter } from 'react-router';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { passedTest } from '../../../server/contract/samples.ts';
import { startTexts } from '../../text/i18n.ts';
import {
  changeDraft,
  changeSecrets,
  forgetSetUp,
  noteAppTest,
  noteQbitTest,
  useSetUp,
  type DraftApp,
} from './draft.ts';
import { CategoriesStep } from './step-categories.tsx';

startTexts();

const app = (id: string, name: string, category = ''): DraftApp => ({
  id,
  name,
  category,
  type: 'radarr',
  url: `http://127.0.0.1:787${id}`,
  used: true,
  skipTlsVerify: false,
});
function show(...apps: DraftApp[]): void {
  changeDraft({ apps });
  render(
    <QueryClientProvider client={new QueryClient()}>
      <MemoryRouter>
        <CategoriesStep />
      </MemoryRouter>
    </QueryClientProvider>,
  );
}
const field = (name: string) => screen.getByRole<HTMLInputElement>('textbox', { name: `Category of ${name}` });

afterEach(() => {
  vi.unstubAllGlobals();
  forgetSetUp();
});

describe('categories (ui.md 7, step 4)', () => {
  it('missing in qBittorrent: it is said when it is made, and nothing is left to do', () => {
    noteQbitTest(passedTest([]));
    changeDraft({ apps: [app('1', 'Radarr', 'films')] });
    noteAppTest('1', passedTest(['films']));
    show(app('1', 'Radarr', 'films'));
    expect(screen.getByText(/makes it when it starts; in observe-only mode.*once you switch that off/)).toBeTruthy();
    expect(screen.queryByText('How to fix')).toBeNull();
  });

  it('two apps share one: another is chosen for one of them, and the app is told to follow', async () => {
    const apps = [app('1', 'Radarr', 'films'), app('2', 'Radarr-4K', 'films/')];
    changeDraft({ apps });
    for (const { id } of apps) noteAppTest(id, passedTest(['films']));
    show(...apps);
    expect(screen.getByText(/^Radarr-4K has the same category/)).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Choose another, Radarr-4K' }));
    expect(field('Radarr-4K').value).toBe('radarr-4k');
    expect(document.activeElement).toBe(field('Radarr-4K'));
    expect(screen.queryByRole('button', { name: /Choose another/ })).toBeNull();
    expect(screen.getByText(/The app uses "films"/)).toBeTruthy();
  });

  it('the app uses none: how to fix it stands there, and a comparison takes the answer', async () => {
    changeSecrets({ keys: { '1': 'key' } });
    const asked = vi.fn();
    vi.stubGlobal('fetch', async (_: string, { body }: { body: string }) => {
      const request: { kind: string } = JSON.parse(body);
      asked(request);
      return Response.json(passedTest(['films']));
    });
    changeDraft({ apps: [app('1', 'Radarr', 'films')] });
    noteAppTest('1', passedTest([]));
    show(app('1', 'Radarr', 'films'));
    expect(screen.getByText(/gives its downloads no category/)).toBeTruthy();
    const steps = [...(screen.getByText('How to fix').closest('details')?.querySelectorAll('li') ?? [])];
    expect(steps.map(({ textContent }) => textContent)).toEqual([
      'In Radarr open Settings > Download Clients and choose your qBittorrent.',
      'Enter "films" as its category and save.',
      'Compare again here.',
    ]);
    await userEvent.click(screen.getByRole('button', { name: 'Compare again' }));
    await waitFor(() => expect(screen.getByText('The app and qBittorrent agree.')).toBeTruthy());
    expect(asked.mock.calls.map(([request]) => request)).toEqual([
      expect.objectContaining({ kind: 'qbittorrent' }),
      expect.objectContaining({ kind: 'arr', apiKey: 'key' }),
    ]);
    expect(useSetUp.getState().draft.apps[0]?.category).toBe('films');
  });

  it('without any address there is nobody to compare with', () => {
    changeDraft({ qbit: { ...useSetUp.getState().draft.qbit, used: false } });
    show({ ...app('1', 'Radarr'), url: '' });
    const button = screen.getByRole('button', { name: 'Compare again' });
    expect(button.getAttribute('aria-disabled')).toBe('true');
  });
});
