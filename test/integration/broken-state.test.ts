import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { activityBody, statusBody } from '../../server/contract/index.ts';
import { ServerProcess } from '../support/server-process.ts';

const token = 'your-token';
const config = `[Settings]
ConfigVersion = "5.14.4"
[WebUI]
Host = "127.0.0.1"
Port = 0
Token = "${token}"
AuthDisabled = false
`;
let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(path.join(os.tmpdir(), 'qbitrr-broken-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

it('S22, 1.7: the loss of a damaged state.db needs the owner: it is told in the log, in the history and among what needs attention', async () => {
  writeFileSync(path.join(dataDir, 'state.db'), 'this is not a database '.repeat(500));
  const server = await ServerProcess.start({ dataDir, config });
  try {
    const lost = expect.stringMatching(
      /state\.db was damaged and was moved to state\.db\.broken-.*its history is lost/,
    );
    const body = async (route: string) => (await server.call('GET', route, token)).body;
    expect(server.output).toEqual(lost);
    expect(statusBody.parse(await body('/api/status')).attention).toContainEqual(
      expect.objectContaining({ severity: 'danger', message: lost }),
    );
    expect(activityBody.parse(await body('/api/activity?kinds=health')).events).toMatchObject([
      { result: 'failed', message: lost },
    ]);
  } finally {
    await server.stop();
  }
});

it('S23: a sandbox whose folder cannot be written says so in a sentence, and starts once it can', async () => {
  // Stands for a disk that takes nothing.
  const downloads = path.join(dataDir, 'sandbox', 'downloads');
  mkdirSync(path.dirname(downloads));
  writeFileSync(downloads, '');
  const demo = ServerProcess.launch({ dataDir, args: ['--demo', '--port', '0'] });
  expect(await demo.exit()).toMatchObject({ code: 2 });
  expect(demo.output.trim()).toMatch(/^The sandbox cannot be started: [^\n]*$/);

  const server = await ServerProcess.start({ dataDir, config });
  try {
    const start = () => server.call('POST', '/web/sandbox/start', token, {});
    const refused = { error: 'The sandbox did not start', details: expect.stringContaining('cannot be started') };
    expect(await start()).toMatchObject({ status: 409, body: refused });
    expect(await start()).toMatchObject({ status: 409, body: refused });
    rmSync(downloads);
    expect(await start()).toMatchObject({ status: 200 });
  } finally {
    await server.stop();
  }
});
