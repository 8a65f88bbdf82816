import { act, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { fetchLater, later } from './later.tsx';
import { Menu } from './menu.tsx';

const Part = ({ word }: { word: string }) => <p>{word}</p>;

describe('parts that come later (ui.md 16)', () => {
  it('stand in for themselves until they are there', async () => {
    const Later = later(async () => ({ default: Part }));
    render(<Later of={{ word: 'here' }} instead={<p>soon</p>} />);
    expect(screen.getByText('soon')).toBeDefined();
    expect(await screen.findByText('here')).toBeDefined();
  });

  it('take nothing down when they cannot be fetched, and are tried again', async () => {
    const load = vi.fn().mockRejectedValueOnce(new TypeError('Failed to fetch')).mockResolvedValue({ default: Part });
    const Later = later<{ word: string }>(load);
    const { unmount } = render(<Later of={{ word: 'here' }} instead={<p>soon</p>} />);
    await act(async () => {
      await Promise.resolve();
    });
    expect(screen.getByText('soon')).toBeDefined();
    unmount();
    render(<Later of={{ word: 'here' }} />);
    expect(await screen.findByText('here')).toBeDefined();
  });

  it('are there at once when they were fetched before', async () => {
    const Later = later(async () => ({ default: Part }));
    await fetchLater();
    render(<Later of={{ word: 'here' }} />);
    expect(screen.getByText('here')).toBeDefined();
  });
});

describe('a menu (ui.md 16, AX-2)', () => {
  it.each(['{ArrowDown}', '{Enter}'])('opens by %s and gives the focus back to its button', async (key) => {
    const onSelect = vi.fn();
    render(<Menu trigger={<button type="button">More</button>} entries={[{ id: 'a', label: 'Restart', onSelect }]} />);
    const button = (): HTMLElement => screen.getByRole('button', { name: 'More' });
    expect(button().getAttribute('aria-haspopup')).toBe('menu');
    await userEvent.tab();
    await userEvent.keyboard(key);
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Restart' }));
    expect(onSelect).toHaveBeenCalledOnce();
    await vi.waitFor(() => expect(screen.queryByRole('menuitem')).toBeNull());
    expect(document.activeElement).toBe(button());
  });
});
