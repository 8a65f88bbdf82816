import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { startReal, TOKEN, type RealServer } from './support/real-server.ts';

/* As disasters.test.ts, for restoring. */

let server: RealServer;
afterEach(() => server.stop());

const headers = { 'X-API-Token': TOKEN };

// https://av1155.github.io/houndarr/docs/security/audit: Huntarr 9.4.2 wrote the files of an uploaded backup wherever their names led
// (zip-slip). Ours takes no archive and no upload; what it restores is one of its own copies, by name.
test('no restore reads from outside the kept copies or writes anything but the configuration', async () => {
  server = await startReal();
  const open = '[Settings]\nConfigVersion = "5.14.4"\nCompletedDownloadFolder = "/d"\n[WebUI]\nAuthDisabled = true\n';
  const outside = path.join(server.dataDir, 'logs', 'evil.toml');
  await mkdir(path.dirname(outside), { recursive: true });
  await writeFile(outside, open);
  await mkdir(path.join(server.dataDir, 'backups'), { recursive: true });
  await writeFile(path.join(server.dataDir, 'evil.toml'), open);
  await symlink(outside, path.join(server.dataDir, 'backups', 'evil.toml'));
  const before = await readFile(path.join(server.dataDir, 'config.toml'), 'utf8');
  const names = [
    '../evil.toml',
    '../logs/evil.toml',
    'evil.toml',
    'backups/evil.toml',
    './config.toml',
    'config.toml',
    '..\\evil.toml',
    'C:\\evil.toml',
    outside,
    `config.2026-01-01_00-00-00.panel.toml\0/../../evil.toml`,
    `config.2026-01-01_00-00-00.panel.toml/../../evil.toml`,
    '.',
    '..',
    '__proto__',
  ];
  for (const name of names) {
    const address = `/api/config/backups/${encodeURIComponent(name)}`;
    const answers = [
      await server.owner(address),
      await server.owner(`${address}/download`),
      await server.post(`${address}/restore`, {}, headers),
    ];
    expect({ name, statuses: answers.map(({ status }) => status) }).toEqual({ name, statuses: [404, 404, 404] });
    for (const { text } of answers) expect(text).not.toContain('AuthDisabled');
  }
  expect(await readFile(path.join(server.dataDir, 'config.toml'), 'utf8')).toBe(before);
  expect((await server.ask('/api/status')).status).toBe(401);
});
