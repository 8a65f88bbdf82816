import { fireEvent, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { MemoryRouter, Route, Routes, useLocation } from 'react-router';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTexts } from '../text/i18n.ts';
import { downCount, navItems } from './nav.ts';
import { densityOf, readPreferences, setPreference, showAppearance, themeOf, usePreferences } from './preferences.ts';
import { ShortcutSheet } from './shortcut-sheet.tsx';
import { useShellShortcuts } from './shortcuts.ts';
import { ViewBoundary } from './view-boundary.tsx';

beforeAll(startTexts);

describe('preferences of this device (ui.md 6.9)', () => {
  it('falls back piece by piece', () => {
    expect(readPreferences('{"theme":"light","rail":"yes"}')).toEqual({
      theme: 'light',
      density: null,
      rail: false,
      singleKeys: true,
    });
    expect(readPreferences('not json').theme).toBeNull();
    expect(readPreferences('[]').singleKeys).toBe(true);
  });

  it('takes the own choice, then the configuration, then the system', () => {
    expect(themeOf('dark', 'Light')).toBe('dark');
    expect(themeOf(null, 'Light')).toBe('light');
    expect(themeOf(null, undefined)).toBe('system');
    expect(densityOf(null, 'Compact')).toBe('compact');
  });

  it('marks the page, and takes the mark away for the system theme', () => {
    showAppearance('light', 'compact');
    expect(document.documentElement.dataset).toMatchObject({ theme: 'light', density: 'compact' });
    showAppearance('system', 'comfortable');
    expect(document.documentElement.dataset['theme']).toBeUndefined();
  });
});

function Where() {
  useShellShortcuts();
  return <output data-testid="where">{useLocation().pathname}</output>;
}

function renderShell() {
  return render(
    <MemoryRouter initialEntries={['/settings']}>
      <Routes>
        <Route
          path="*"
          element={
            <>
              <Where />
              <input aria-label="Filter" data-page-filter="" />
              <ShortcutSheet />
            </>
          }
        />
      </Routes>
    </MemoryRouter>,
  );
}

const where = (): string | null => screen.getByTestId('where').textContent;

describe('shortcuts of the frame (ui.md 11)', () => {
  beforeEach(() => setPreference({ singleKeys: true, rail: false }));

  it('goes to sidebar items by number', async () => {
    renderShell();
    for (const [index, item] of navItems.entries()) {
      await userEvent.keyboard(String(index + 1));
      expect(where()).toBe(item.to);
    }
  });

  it.each([
    ['go', '/'],
    ['gt', '/torrents'],
    ['ga', '/activity'],
    ['gp', '/processes'],
    ['gl', '/logs'],
  ])('%s goes to %s', async (keys, path) => {
    renderShell();
    await userEvent.keyboard(keys);
    expect(where()).toBe(path);
  });

  it('[ collapses the sidebar and remembers it', async () => {
    renderShell();
    await userEvent.keyboard('[[');
    expect(usePreferences.getState().rail).toBe(true);
    expect(readPreferences(localStorage.getItem('qbitrr.panel')).rail).toBe(true);
  });

  it('/ takes the focus to the filter of the page', async () => {
    renderShell();
    await userEvent.keyboard('/');
    expect(document.activeElement).toBe(screen.getByLabelText('Filter'));
  });

  it('? opens the sheet, Escape closes it', async () => {
    renderShell();
    fireEvent.keyDown(document.body, { key: '?', shiftKey: true });
    expect(await screen.findByRole('dialog', { name: 'Keyboard shortcuts' })).toBeTruthy();
    await userEvent.keyboard('{Escape}');
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('leaves keys typed into a field alone', async () => {
    renderShell();
    await userEvent.type(screen.getByLabelText('Filter'), '2[[');
    expect(where()).toBe('/settings');
    expect(usePreferences.getState().rail).toBe(false);
  });

  it('is silent when switched off', async () => {
    setPreference({ singleKeys: false });
    renderShell();
    await userEvent.keyboard('2');
    expect(where()).toBe('/settings');
  });
});

describe('the frame', () => {
  it('counts loops that gave up', () => {
    expect(downCount([{ status: 'running' }, { status: 'failed' }, { status: 'stopped' }])).toBe(1);
  });

  it('keeps working when a view crashes', () => {
    const Broken = (): never => {
      throw new Error('boom');
    };
    render(
      <MemoryRouter>
        <nav>still here</nav>
        <ViewBoundary>
          <Broken />
        </ViewBoundary>
      </MemoryRouter>,
    );
    expect(screen.getByText('still here')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Reload this view' })).toBeTruthy();
  });
});
