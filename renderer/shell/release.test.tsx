import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { connection } from '../data/connection.ts';
import { startTexts } from '../text/i18n.ts';
import { Release } from './release.tsx';

startTexts();
afterEach(() => void vi.unstubAllGlobals());

describe('OV-1: the action of stopped removals', () => {
  it('asks first, and lets nothing go on when the owner turns away', async () => {
    const asked: string[] = [];
    vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
      asked.push(`${init.method} ${path} ${JSON.stringify(init.body)}`);
      return new Response(JSON.stringify({ released: true }));
    });
    connection.note({ kind: 'socket', socket: 'open' });
    render(
      <QueryClientProvider client={new QueryClient()}>
        <Release what="budget" why="21 removals within an hour" />
      </QueryClientProvider>,
    );
    const open = async () => {
      await userEvent.click(screen.getByRole('button', { name: 'Let removals go on' }));
      expect(await screen.findByText('21 removals within an hour')).toBeTruthy();
    };
    await open();
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    expect(asked).toEqual([]);
    await open();
    const confirm = screen.getAllByRole('button', { name: 'Let removals go on' }).at(-1);
    if (confirm) await userEvent.click(confirm);
    await waitFor(() => expect(asked[0]).toMatch(/POST .*removals.release.*what.*budget/));
  });
});
