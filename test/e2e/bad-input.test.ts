import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startFakeArr } from '../../server/sandbox/arr/index.ts';
import { freePort, listen, until } from '../lab/index.ts';
import { ServerProcess, isAlive, processList, root } from '../support/server-process.ts';

const token = 'your-token';
const key = '0123456789abcdef0123456789abcdef';

describe('bad input: the error a person sees, and nothing lost', () => {
  let dataDir: string;
  let servers: ServerProcess[];
  const file = () => path.join(dataDir, 'config.toml');
  const config = (port: number, extra = '') =>
    `# mine\n[Settings]\nCompletedDownloadFolder = "${dataDir}"\nLoopSleepTimer = 1\n[WebUI]\nHost = "127.0.0.1"\nPort = ${port}\nToken = "${token}"\nAuthDisabled = false\n${extra}`;
  const launch = (options: Omit<Parameters<typeof ServerProcess.launch>[0], 'dataDir'>) => {
    const server = ServerProcess.launch({ dataDir, ...options });
    servers.push(server);
    return server;
  };
  const start = async (options: Omit<Parameters<typeof ServerProcess.start>[0], 'dataDir'> = {}) => {
    const server = await ServerProcess.start({ dataDir, ...options });
    servers.push(server);
    return server;
  };

  beforeEach(() => {
    dataDir = mkdtempSync(path.join(os.tmpdir(), 'qbitrr-bad-'));
    servers = [];
  });
  afterEach(async () => {
    for (const server of servers) await server.stop('SIGKILL');
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('a terminal or parent that goes away takes nothing with it: the server answers on and ends when asked', async () => {
    const server = await start({ config: config(0) });
    server.child.stdout?.destroy();
    server.child.stderr?.destroy();
    // Each of these writes lines to an output that nobody reads any more.
    for (const route of ['/web/arr/rebuild', '/web/processes/restart_all', '/web/arr/rebuild'])
      await server.call('POST', route, token);
    expect((await server.call('GET', '/api/health', token)).body).toMatchObject({ status: 'healthy' });
    server.child.kill('SIGTERM');
    expect(await server.exit()).toEqual({ code: 0, signal: null });
  });

  it('S4: broken TOML ends with code 2, file, line and column, and the file untouched', async () => {
    const broken = '[Settings]\nLoopSleepTimer = \n';
    const server = launch({ config: broken });
    expect(await server.exit()).toMatchObject({ code: 2 });
    expect(server.output).toContain(file());
    expect(server.output).toMatch(/line 2, column \d+/);
    expect(readFileSync(file(), 'utf8')).toBe(broken);
  });

  it('an Arr section of unknown type is reported and the rest runs', async () => {
    const server = await start({ config: config(await freePort(), '[Whisparr-X]\nManaged = true\n') });
    const { body } = await server.call('GET', '/api/status', token);
    expect(JSON.stringify(body)).toContain('Whisparr-X');
    expect((await server.call('GET', '/api/processes', token)).status).toBe(200);
  });

  it('S62: a wrong API key is named without the key, and the torrent loop says so', async () => {
    const arr = await startFakeArr({ type: 'radarr', apiKey: key });
    const wrong = 'ffffffffffffffffffffffffffffffff';
    const section = `[qBit]\nHost = "127.0.0.1"\nPort = ${await freePort()}\n[Radarr-A]\nManaged = true\nURI = "${arr.url}"\nAPIKey = "${wrong}"\nCategory = "radarr"\n`;
    try {
      const server = await start({ config: config(await freePort(), section) });
      const state = async () => JSON.stringify((await server.call('GET', '/api/status', token)).body);
      await until('the wrong key is seen', async () => (await state()).includes('authFailed'));
      expect(await state()).toContain('Radarr-A refused us: wrong API key (401)');
      expect(await state()).not.toContain(wrong);
      expect(server.output).not.toContain(wrong);
    } finally {
      await arr.stop();
    }
  });

  it('HTML instead of JSON is explained', async () => {
    const web = createHttpServer((_request, response) => response.end('<html>login</html>'));
    const port = await listen(web);
    const section = `[qBit]\nHost = "127.0.0.1"\nPort = ${await freePort()}\n[Radarr-A]\nManaged = true\nURI = "http://127.0.0.1:${port}"\nAPIKey = "${key}"\nCategory = "radarr"\n`;
    try {
      const server = await start({ config: config(await freePort(), section) });
      const state = async () => JSON.stringify((await server.call('GET', '/api/status', token)).body);
      await until('it is explained', async () =>
        (await state()).includes('HTML instead of JSON; is the address right (missing URL base)?'),
      );
    } finally {
      web.closeAllConnections();
      web.close();
    }
  });

  it('S12: a port in use is one error naming it, and the API answers once it is free', async () => {
    const holder = createServer();
    const port = await listen(holder);
    const server = await start({ config: config(port) });
    expect(server.output).toMatch(new RegExp(`Port ${port} on 127\\.0\\.0\\.1 is used by another program`));
    await new Promise((resolve) => holder.close(resolve));
    const healthy = () =>
      fetch(`${server.base}/api/health`).then(
        ({ ok }) => ok,
        () => false,
      );
    await until('it listens', healthy, 40_000);
  });

  it('a data folder that cannot be used is named, with code 2', async () => {
    const blocked = path.join(dataDir, 'file');
    writeFileSync(blocked, '');
    const server = launch({ args: ['--data-dir', path.join(blocked, 'below')] });
    expect(await server.exit()).toMatchObject({ code: 2 });
    expect(server.output).toContain(`The data folder ${path.join(blocked, 'below')} cannot be used`);
  });

  it.skipIf(process.getuid?.() === 0)('an unreadable configuration is named and kept', async () => {
    writeFileSync(file(), config(1));
    chmodSync(file(), 0o000);
    const server = launch({});
    expect(await server.exit()).toMatchObject({ code: 2 });
    expect(server.output).toContain(file());
    chmodSync(file(), 0o600);
    expect(readFileSync(file(), 'utf8')).toBe(config(1));
  });

  it('S13: a second copy is refused with code 3 and names the first', async () => {
    const first = await start({ config: config(await freePort()) });
    const second = launch({});
    expect(await second.exit()).toMatchObject({ code: 3 });
    expect(second.output).toContain(`process id ${first.child.pid}`);
    expect((await first.call('GET', '/api/processes', token)).status).toBe(200);
  });

  it('S14: after kill -9 the next start succeeds', async () => {
    const first = await start({ config: config(await freePort()) });
    await first.stop('SIGKILL');
    const second = await start();
    expect((await second.call('GET', '/api/health', token)).status).toBe(200);
  });

  it('API6.9: a 3 MiB body is refused, a broken or unchanged document changes nothing', async () => {
    const server = await start({ config: config(await freePort()) });
    const before = readFileSync(file(), 'utf8');
    const large = await server.call('POST', '/api/config', token, { config: 'x'.repeat(3 * 1024 * 1024) });
    expect(large).toMatchObject({
      status: 413,
      body: { error: 'Request body too large', details: 'Limit is 2097152 bytes' },
    });
    const broken = await server.call('POST', '/api/config', token, { config: 'x =' });
    expect(broken).toMatchObject({ status: 400, body: { error: 'Invalid TOML' } });
    expect(JSON.stringify(broken.body)).toMatch(/line 1, column \d/);
    const wrong = await server.call('POST', '/api/config', token, { changes: { 'WebUI.Port': 'abc' } });
    expect(wrong).toMatchObject({ status: 400, body: { validationErrors: [{ path: 'WebUI.Port' }] } });
    expect(readFileSync(file(), 'utf8')).toBe(before);
  });

  it('API6.7: the document read is the document saved back, secrets and comments intact', async () => {
    const server = await start({ config: config(await freePort()) });
    const before = readFileSync(file(), 'utf8');
    const read = await server.call('GET', '/api/config', token);
    const text = JSON.stringify(read.body);
    expect(text).not.toContain(token);
    const { config: toml } = Object(read.body);
    expect(await server.call('POST', '/api/config', token, { config: toml })).toMatchObject({
      status: 200,
      body: { reloadType: 'none' },
    });
    expect(readFileSync(file(), 'utf8')).toBe(before);
  });

  it('API6.2: a bad token is a 401 with a cause', async () => {
    const server = await start({ config: config(await freePort()) });
    expect(await server.call('GET', '/api/processes', 'wrong')).toEqual({
      status: 401,
      body: { error: 'unauthorized', details: 'Missing or invalid API token' },
    });
    expect((await server.call('GET', '/api/health', '')).status).toBe(200);
  });

  it('S1: an empty folder gets a documented, protected configuration and stays up', async () => {
    const server = await start({ args: ['--port', String(await freePort()), '--host', '127.0.0.1'] });
    expect(existsSync(file())).toBe(true);
    const generated = readFileSync(file(), 'utf8');
    expect(generated).toContain('AuthDisabled = false');
    expect(generated).toMatch(/Token = "[0-9a-f]{64}"/);
    expect((await fetch(`${server.base}/api/processes`)).status).toBe(401);
    const written = /Token = "([0-9a-f]{64})"/.exec(generated)?.[1] ?? '';
    expect(await server.call('GET', '/api/status', written)).toMatchObject({
      body: { mode: 'unconfigured', ready: true },
    });
    expect(existsSync(path.join(dataDir, 'CHANGE_ME'))).toBe(false);
  });

  it('the sign-in link works once', async () => {
    const server = await start({ config: config(await freePort()) });
    const first = await fetch(server.signInLink, { redirect: 'manual' });
    expect(first.status).toBe(302);
    const cookie = first.headers.get('set-cookie')?.split(';')[0] ?? '';
    expect((await fetch(`${server.base}/web/processes`, { headers: { cookie } })).status).toBe(200);
    const second = await fetch(server.signInLink, { redirect: 'manual' });
    expect(second.headers.get('location')).toContain('link=expired');
    expect(second.headers.get('set-cookie')).toBeNull();
  });

  it('S57: SIGTERM ends it cleanly', async () => {
    const server = await start({ config: config(await freePort()) });
    await server.stop('SIGTERM');
    expect(await server.exit()).toEqual({ code: 0, signal: null });
  });

  it('S2: --gen-config beside an existing file leaves it alone', async () => {
    const mine = config(1);
    const server = launch({ config: mine, args: ['--gen-config'] });
    expect(await server.exit()).toMatchObject({ code: 0 });
    expect(readFileSync(file(), 'utf8')).toBe(mine);
    expect(readFileSync(path.join(dataDir, 'config_new.toml'), 'utf8')).toContain('[Settings]');
  });

  it('--check-config says what is wrong and what is fine, and changes nothing', async () => {
    const wrong = launch({ config: 'x =', args: ['--check-config'] });
    expect(await wrong.exit()).toMatchObject({ code: 2 });
    expect(wrong.output).toContain('line 1, column');
    const right = launch({ config: config(1), args: ['--check-config'] });
    expect(await right.exit()).toMatchObject({ code: 0 });
    expect(right.output).toContain('can be used');
    expect(readFileSync(file(), 'utf8')).toBe(config(1));
  });

  it.each([
    [['--frobnicate'], '--frobnicate'],
    [['--port', 'abc'], '--port must be a number'],
  ])('%j ends with code 2 and the usage', async (args, text) => {
    const server = launch({ args });
    expect(await server.exit()).toMatchObject({ code: 2 });
    expect(server.output).toContain(text);
    expect(server.output).toContain('Usage:');
  });

  it('S8: an invalid environment variable is named', async () => {
    const server = launch({ config: config(1), env: { QBITRR_SETTINGS_LOGGING: 'maybe' } });
    expect(await server.exit()).toMatchObject({ code: 2 });
    expect(server.output).toContain('QBITRR_SETTINGS_LOGGING');
  });

  const open = (port: number): string =>
    config(port).replace('127.0.0.1', '0.0.0.0').replace('AuthDisabled = false', 'AuthDisabled = true');

  it('warnings about the file and the environment reach the log once, without values, and --check-config says the same', async () => {
    const env = { QBITRR_QBIT_PASSWORT: 'hunter2-secret' };
    const section = '[radar]\nURI = "http://127.0.0.1:1"\n';
    const said = [/QBITRR_QBIT_PASSWORT has no effect.*Is QBITRR_QBIT_PASSWORD meant/, /radar: qBitrr does not know/];
    const server = await start({ config: config(await freePort(), section), env });
    const log = path.join(dataDir, 'logs/Main.log');
    const lines = (pattern: RegExp) =>
      readFileSync(log, 'utf8')
        .split('\n')
        .filter((line) => pattern.test(line) && line.includes('WARNING'));
    await until('both are in the log', () => existsSync(log) && said.every((pattern) => lines(pattern).length > 0));
    const changes = { 'Settings.LoopSleepTimer': 2 };
    expect(await server.call('POST', '/web/config', token, { changes })).toMatchObject({ status: 200 });
    await server.stop();
    expect(said.map((pattern) => lines(pattern).length)).toEqual([1, 1]);
    expect(readFileSync(log, 'utf8') + server.output).not.toContain('hunter2-secret');
    const checked = launch({ args: ['--check-config'], env });
    expect(await checked.exit()).toMatchObject({ code: 0 });
    for (const pattern of said) expect(checked.output).toMatch(pattern);
  });

  it('S11: open on a public address is refused with the keys that say so', async () => {
    const text = open(await freePort()).replace('AuthDisabled', 'AllowInsecureExposure = false\nAuthDisabled');
    const server = launch({ config: text });
    expect(await server.exit()).toMatchObject({ code: 2 });
    expect(server.output).toContain('AllowInsecureExposure');
  });

  it('S11: a file from before there was AllowInsecureExposure starts with a warning, and locked', async () => {
    const server = await start({ config: open(await freePort()) });
    expect(server.output).toMatch(/WARNING.*AllowInsecureExposure/);
    expect(await server.call('GET', '/api/status', 'wrong')).toMatchObject({ status: 401 });
    expect(await server.call('GET', '/api/status', token)).toMatchObject({ status: 200 });
  });

  it('S38: with the host killed, no manager outlives it', async () => {
    const arr = await startFakeArr({ type: 'radarr', apiKey: key });
    const section = `[qBit]\nHost = "127.0.0.1"\nPort = ${await freePort()}\n[Radarr-A]\nManaged = true\nURI = "${arr.url}"\nAPIKey = "${key}"\nCategory = "radarr"\n`;
    const server = await start({ config: config(await freePort(), section) });
    const rows = async () => processList.parse((await server.call('GET', '/api/processes', token)).body).processes;
    await until('all run', async () => (await rows()).length === 4 && (await rows()).every((row) => row.alive));
    const pids = (await rows()).flatMap((row) => row.pid ?? []);
    await server.stop('SIGKILL');
    await until('they are gone', () => !pids.some(isAlive), 2_000);
    await arr.stop();
  });

  it('npm start without Electron or display says why and serves the same panel', async () => {
    const args = [path.join(root, 'build/start.mjs'), '--data-dir', dataDir, '--host', '127.0.0.1', '--port', '0'];
    const env = { ...process.env, DISPLAY: '', WAYLAND_DISPLAY: '', ELECTRON_OVERRIDE_DIST_PATH: '' };
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const ended = new Promise((resolve) => child.once('exit', resolve));
    await until('it serves', () => output.includes('Sign in once with this link'), 60_000);
    expect(output).toMatch(/No desktop window: .+\. Serving the same panel without one\./);
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  });
});
