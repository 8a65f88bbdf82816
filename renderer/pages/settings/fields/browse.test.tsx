import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { configFieldList } from '../../../../server/config/forms/fields.ts';
import { startTexts } from '../../../text/i18n.ts';
import { SettingRow, Toaster } from '../../../ui/index.ts';
import { FieldInput } from './field-input.tsx';

startTexts();

const pickPath = vi.fn();
const asked = vi.fn();

function Row({ path }: { path: string }) {
  const field = configFieldList().find((one) => one.path === path);
  const [value, setValue] = useState<unknown>('/data');
  if (field === undefined) throw new Error(`no field ${path}`);
  return (
    <SettingRow label={field.label}>
      <FieldInput field={field} path={path} value={value} fallback="" onChange={setValue} />
    </SettingRow>
  );
}
const show = (path: string) =>
  render(
    <QueryClientProvider client={new QueryClient()}>
      <Toaster />
      <Row path={path} />
    </QueryClientProvider>,
  );
const browse = () => screen.queryByRole('button', { name: /^Browse, / });
const press = async () => {
  const button = browse();
  if (button === null) throw new Error('no Browse');
  await userEvent.click(button);
};
const folder = { writable: true, freeBytes: 2_000_000_000, totalBytes: 4_000_000_000, message: '' };

beforeEach(() => {
  vi.stubGlobal('qbitrrDesktop', { showDataFolder: vi.fn(), onGoTo: vi.fn(), readAppKey: vi.fn(), pickPath });
  vi.stubGlobal('fetch', async (_: string, { body }: { body: string }) => {
    const { path }: { path: string } = JSON.parse(body);
    asked(path);
    const isFile = path === '/usr/bin/ffprobe';
    return Response.json({ path, exists: true, isFolder: !isFile, ...folder, writable: !isFile });
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetAllMocks();
});

describe('Browse for a path in the desktop window (ui.md CF-2)', () => {
  it('begins at what the field holds; the choice stands in the field and is checked as if it were typed', async () => {
    pickPath.mockResolvedValue('/mnt/downloads');
    show('Settings.CompletedDownloadFolder');
    await press();
    expect(pickPath).toHaveBeenCalledWith({ kind: 'folder', at: '/data' });
    expect(await screen.findByDisplayValue('/mnt/downloads')).toBeTruthy();
    await waitFor(() => expect(asked).toHaveBeenCalledWith('/mnt/downloads'));
    expect(await screen.findByText(/Exists, 2 GB free|Exists, 1\.\d+ GB free/)).toBeTruthy();
  });

  it('a program is a file: one that cannot be written is fine, a folder is not', async () => {
    pickPath.mockResolvedValue('/usr/bin/ffprobe');
    show('Settings.FFprobePath');
    expect(await screen.findByText('This is a folder, not a file')).toBeTruthy();
    await press();
    expect(pickPath).toHaveBeenCalledWith({ kind: 'file', at: '/data' });
    expect(await screen.findByText('Exists')).toBeTruthy();
  });

  it('a dialog left without a choice changes nothing, one that fails says why', async () => {
    pickPath.mockResolvedValueOnce(null);
    show('Settings.CompletedDownloadFolder');
    await press();
    expect(screen.getByDisplayValue('/data')).toBeTruthy();
    pickPath.mockRejectedValueOnce(new Error('refused: not the panel'));
    await press();
    expect((await screen.findByRole('alert')).textContent).toContain('The dialog did not open: refused');
    expect(screen.getByDisplayValue('/data')).toBeTruthy();
  });

  it('is not there in a browser', () => {
    vi.stubGlobal('qbitrrDesktop', undefined);
    show('Settings.CompletedDownloadFolder');
    expect(browse()).toBeNull();
    expect(screen.getByDisplayValue('/data')).toBeTruthy();
  });
});
