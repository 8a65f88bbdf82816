import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { emptyEnvironment } from '../environment.ts';
import type { KeychainState } from '../secrets/keychain.ts';
import { createConfigService } from './open.ts';
import type { ConfigService, OpenedConfig } from './types.ts';

const secrets = ['a'.repeat(64), 'hunter2', 'key-a', 'hook-secret'];
const start = `# mine
[Settings]
ConfigVersion = "5.14.4"
CompletedDownloadFolder = "/data"

[WebUI]
Host = "127.0.0.1"
Token = "${secrets[0]}"

[qBit]
Host = "localhost"
Port = 8080
Password = "hunter2" # from the wall

[Radarr-A]
Managed = true
URI = "http://h:1"
APIKey = "key-a"
Category = "a"

[Webhooks.home]
URL = "http://h:2/hook"
Secret = "hook-secret"
`;

let folder = '';
let path = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'qbitrr-keychain-'));
  path = join(folder, 'config.toml');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A keychain that seals differently each time, as Windows does, and knows what it has sealed. */
function keychain(owner: string): () => KeychainState {
  let count = 0;
  return () => ({
    ok: true,
    box: {
      seal: (text) => Buffer.from(`${owner}|${(count += 1)}|${Buffer.from(text).toString('hex')}`).toString('base64'),
      open: (sealed) => {
        const [who, , text = ''] = Buffer.from(sealed, 'base64').toString().split('|');
        if (who !== owner) throw new Error('the keychain does not know it');
        return Buffer.from(text, 'hex').toString();
      },
    },
  });
}
const none = (): KeychainState => ({ ok: false, reason: 'no keyring is running' });

function open(ask: (() => KeychainState) | null): Promise<OpenedConfig> {
  return createConfigService({
    path,
    environment: emptyEnvironment,
    clock: { now: () => Date.now(), monotonic: () => 0 },
    apply: () => Promise.resolve({ ok: true }),
    generate: true,
    ...(ask === null ? {} : { keychain: ask }),
  });
}
async function service(ask: (() => KeychainState) | null): Promise<ConfigService> {
  const opened = await open(ask);
  if (!('service' in opened)) throw new Error(JSON.stringify(opened));
  return opened.service;
}
const any = { ifMatch: null };
const onDisk = (): string => readFileSync(path, 'utf8');
const everyFile = (): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
const inTheClear = (): string[] => secrets.filter((secret) => everyFile().some((text) => text.includes(secret)));
const sealed = (text: string): string[] => text.split('\n').filter((line) => line.includes('keychain:v1:'));

describe('secrets in the keychain', () => {
  it('once chosen, no secret is readable in the file or any copy; comments stay and everything works as before', async () => {
    writeFileSync(path, start);
    const config = await service(keychain('me'));
    expect(await config.applyChanges({ 'Settings.LoopSleepTimer': 7 }, any)).toMatchObject({ ok: true });
    expect(inTheClear()).toEqual(secrets);

    expect(await config.applyChanges({ 'Settings.UseKeychain': true }, any)).toMatchObject({ ok: true });
    expect(inTheClear()).toEqual([]);
    expect(sealed(onDisk())).toHaveLength(secrets.length);
    expect(onDisk()).toMatch(/^Password = "keychain:v1:\S+" # from the wall$/m);
    expect(config.settings().engine.arrs[0]).toMatchObject({ apiKey: 'key-a' });
    expect(config.webui().token).toBe(secrets[0]);
    expect(config.read().toml).not.toContain('keychain:v1:');
  });

  it('a save leaves the lines of other secrets as they are, and seals the new one', async () => {
    writeFileSync(path, start);
    const config = await service(keychain('me'));
    await config.applyChanges({ 'Settings.UseKeychain': true }, any);
    const before = sealed(onDisk());
    await config.applyChanges({ 'Radarr-A.APIKey': 'key-b' }, any);
    expect(onDisk()).not.toContain('key-b');
    expect(sealed(onDisk()).filter((line) => before.includes(line))).toHaveLength(secrets.length - 1);
    expect(config.stored()).toMatchObject({ 'Radarr-A': { APIKey: 'key-b' } });
  });

  it('the file opens again for the same user, and an older copy can be looked at and restored', async () => {
    writeFileSync(path, start);
    const first = await service(keychain('me'));
    await first.applyChanges({ 'Settings.UseKeychain': true }, any);
    await first.applyChanges({ 'Radarr-A.APIKey': 'key-b' }, any);

    const again = await service(keychain('me'));
    expect(again.stored()).toMatchObject({ 'Radarr-A': { APIKey: 'key-b' }, qBit: { Password: 'hunter2' } });
    const [newest] = await again.backups.list();
    expect(await again.backups.diff(newest?.id ?? '')).toMatchObject({ ok: true });
    expect(await again.backups.restore(newest?.id ?? '', any)).toMatchObject({ ok: true });
    expect(again.stored()).toMatchObject({ 'Radarr-A': { APIKey: 'key-a' } });
    expect(inTheClear()).toEqual([]);
  });

  it('elsewhere it says which secrets it cannot read and what helps, and touches nothing', async () => {
    writeFileSync(path, start);
    await (await service(keychain('me'))).applyChanges({ 'Settings.UseKeychain': true }, any);
    const bytes = onDisk();
    for (const [ask, why] of [
      [null, 'only the desktop program'],
      [none, 'no keyring is running'],
      [keychain('somebody else'), 'does not know it'],
    ] as const) {
      const opened = await open(ask);
      expect(opened).toMatchObject({ kind: 'unreadable', error: expect.stringContaining('Radarr-A.APIKey') });
      expect(opened).toMatchObject({ error: expect.stringContaining(why) });
      expect(opened).toMatchObject({ error: expect.stringContaining('switch Settings.UseKeychain off') });
      expect(onDisk()).toBe(bytes);
    }
  });

  it('where there is no keychain it cannot be chosen: the answer names the setting, nothing is written', async () => {
    writeFileSync(path, start);
    for (const ask of [null, none]) {
      const config = await service(ask);
      const change = { 'Settings.UseKeychain': true };
      const errors = [{ path: 'Settings.UseKeychain', message: expect.stringContaining('cannot be switched on here') }];
      expect(await config.plan({ changes: change })).toMatchObject({ ok: false, validationErrors: errors });
      expect(await config.applyChanges(change, any)).toMatchObject({
        ok: false,
        status: 400,
        validationErrors: errors,
      });
      expect(onDisk()).toBe(start);
    }
  });

  it('secrets written by hand are sealed at the next start', async () => {
    writeFileSync(path, start.replace('[Settings]', '[Settings]\nUseKeychain = true'));
    const config = await service(keychain('me'));
    expect(inTheClear()).toEqual([]);
    expect(config.stored()).toMatchObject({ qBit: { Password: 'hunter2' } });
  });

  it('a file from elsewhere put in its place while it runs is not adopted; the last good one stays in force', async () => {
    writeFileSync(path, start);
    await (await service(keychain('somebody else'))).applyChanges({ 'Settings.UseKeychain': true }, any);
    const foreign = onDisk();
    writeFileSync(path, start);
    const config = await service(keychain('me'));
    writeFileSync(path, foreign);
    await config.reread();
    expect(config.issues()[0]).toMatchObject({
      path: 'config.toml',
      message: expect.stringContaining('qBit.Password'),
    });
    expect(config.settings().engine.arrs[0]).toMatchObject({ apiKey: 'key-a' });
  });

  it('switched off, the file is readable again', async () => {
    writeFileSync(path, start);
    const config = await service(keychain('me'));
    await config.applyChanges({ 'Settings.UseKeychain': true }, any);
    await config.applyChanges({ 'Settings.UseKeychain': false }, any);
    expect(secrets.every((secret) => onDisk().includes(secret))).toBe(true);
    expect(sealed(onDisk())).toEqual([]);
  });

  it('a keychain that fails lets no save through in the clear', async () => {
    writeFileSync(path, start);
    const good = keychain('me')();
    let broken = false;
    const config = await service(() => {
      if (!good.ok) return good;
      const { box } = good;
      const seal = (text: string): string => {
        if (broken) throw new Error('locked by its owner');
        return box.seal(text);
      };
      return { ok: true, box: { ...box, seal } };
    });
    await config.applyChanges({ 'Settings.UseKeychain': true }, any);
    const bytes = onDisk();
    broken = true;
    const answer = await config.applyChanges({ 'Radarr-A.APIKey': 'key-b' }, any);
    expect(answer).toMatchObject({ ok: false, status: 500, details: expect.stringContaining('locked by its owner') });
    expect(onDisk()).toBe(bytes);
    expect(config.stored()).toMatchObject({ 'Radarr-A': { APIKey: 'key-a' } });
  });
});
