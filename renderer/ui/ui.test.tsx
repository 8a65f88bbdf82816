import { act, render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { MemoryRouter } from 'react-router';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { startTexts } from '../text/i18n.ts';
import {
  Button,
  Chip,
  ConfirmDialog,
  EmptyState,
  ErrorState,
  Menu,
  SearchField,
  SparkBars,
  StatusShape,
  TextField,
  Toaster,
  cx,
  format,
  showToast,
} from './index.ts';

beforeAll(startTexts);

describe('ui pieces', () => {
  it('keeps a disabled button reachable and inert', async () => {
    const press = vi.fn<() => void>();
    render(
      <Button disabledReason="Not now" onClick={press}>
        Stop all
      </Button>,
    );
    const button = screen.getByRole('button', { name: 'Stop all' });
    await userEvent.click(button);
    expect(press).not.toHaveBeenCalled();
    expect(button.getAttribute('aria-disabled')).toBe('true');
  });

  it('gives each status its own silhouette and a name', () => {
    const shapes = ['running', 'working', 'idle', 'attention', 'failed', 'unknown'] as const;
    const { container } = render(shapes.map((shape) => <StatusShape key={shape} shape={shape} label={shape} />));
    const drawings = [...container.querySelectorAll('svg')].map((svg) => svg.innerHTML);
    expect(new Set(drawings).size).toBe(shapes.length);
    expect(screen.getByRole('img', { name: 'failed' })).toBeTruthy();
  });

  it('tells the numbers of spark bars (AX-7)', () => {
    render(<SparkBars values={[0, 3, 2]} />);
    expect(screen.getByRole('img').getAttribute('aria-label')).toBe(
      'last 3 minutes, 5 in total, highest 3 in a minute',
    );
  });

  it('toggles a chip and says so to screen readers', async () => {
    const change = vi.fn<(pressed: boolean) => void>();
    render(
      <Chip pressed={false} onPressedChange={change} count={41}>
        Warning
      </Chip>,
    );
    const chip = screen.getByRole('button', { name: /Warning/ });
    expect(chip.getAttribute('aria-pressed')).toBe('false');
    await userEvent.click(chip);
    expect(change.mock.calls[0]?.[0]).toBe(true);
  });

  it('ties label, help and error to a field (AX-6)', () => {
    render(<TextField label="Address" value="x" onChange={() => undefined} help="With port" error="Add a port" />);
    const field = screen.getByRole('textbox', { name: /Address/ });
    const described = (field.getAttribute('aria-describedby') ?? '')
      .split(' ')
      .map((id) => document.getElementById(id)?.textContent);
    expect(described).toEqual(expect.arrayContaining(['Add a port', 'With port']));
    expect(field.getAttribute('aria-invalid')).toBe('true');
  });

  it('clears a search with Escape', async () => {
    const change = vi.fn<(value: string) => void>();
    render(<SearchField label="Filter" value="abc" onChange={change} />);
    await userEvent.type(screen.getByRole('searchbox'), '{Escape}');
    expect(change).toHaveBeenLastCalledWith('');
  });

  it('never lets error and empty look the same', async () => {
    const retry = vi.fn<() => void>();
    render(
      <>
        <EmptyState title="Nothing yet" />
        <ErrorState title="Could not be read" reason="Refused" detail="HTTP 503" onRetry={retry} />
      </>,
    );
    const alert = screen.getByRole('alert');
    expect(alert.textContent).not.toContain('Nothing yet');
    expect(within(alert).getByText('HTTP 503').closest('details')?.open).toBe(false);
    await userEvent.click(within(alert).getByRole('button', { name: 'Retry' }));
    expect(retry).toHaveBeenCalledOnce();
  });

  it('asks before consequences and does nothing on Cancel', async () => {
    const confirm = vi.fn<() => void>();
    const change = vi.fn<(open: boolean) => void>();
    render(
      <ConfirmDialog
        open
        onOpenChange={change}
        title="Stop 5 loops?"
        body="Imports stop."
        confirmLabel="Stop all"
        onConfirm={confirm}
      />,
    );
    const dialog = screen.getByRole('alertdialog', { name: 'Stop 5 loops?' });
    await userEvent.click(within(dialog).getByRole('button', { name: 'Cancel' }));
    expect(confirm).not.toHaveBeenCalled();
    expect(change.mock.calls[0]?.[0]).toBe(false);
    await userEvent.click(within(dialog).getByRole('button', { name: 'Stop all' }));
    expect(confirm).toHaveBeenCalledOnce();
  });

  it('opens a menu by keyboard and runs the chosen entry', async () => {
    const choose = vi.fn<() => void>();
    render(
      <MemoryRouter>
        <Menu
          trigger={<button type="button">More</button>}
          entries={[{ id: 'restart', label: 'Restart', onSelect: choose }]}
        />
      </MemoryRouter>,
    );
    screen.getByRole('button', { name: 'More' }).focus();
    await userEvent.keyboard('{Enter}');
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Restart' }));
    expect(choose).toHaveBeenCalledOnce();
  });

  it('merges identical toasts with a counter (NT-1)', async () => {
    render(<Toaster />);
    act(() => {
      showToast({ title: 'Restarted Radarr' });
      showToast({ title: 'Restarted Radarr' });
      showToast({ title: 'Restarted Radarr' });
    });
    expect(await screen.findByText('3 times')).toBeTruthy();
    expect(screen.getAllByText('Restarted Radarr')).toHaveLength(1);
  });
});

describe('words and classes', () => {
  it('lets a later utility replace an earlier one, our own sizes included', () => {
    expect(cx('text-base text-strong h-control', 'text-caption h-7')).toBe('text-strong text-caption h-7');
    expect(cx('px-gutter', false, 'px-2')).toBe('px-2');
  });

  it('never shows an unfinished share as 100 %', () => {
    expect(format.percent(0.999)).toBe('99 %');
    expect(format.percent(1)).toBe('100 %');
  });
});
