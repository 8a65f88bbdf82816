import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { activityBody, statusBody } from '../../server/contract/index.ts';
import { ServerProcess } from '../support/server-process.ts';

const token = 'your-token';
let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(path.join(os.tmpdir(), 'qbitrr-broken-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

it('S22, 1.7: the loss of a damaged state.db needs the owner: it is told in the log, in the history and among what needs attention', async () => {
  writeFileSync(path.join(dataDir, 'state.db'), 'this is not a database '.repeat(500));
  const server = await ServerProcess.start({
    dataDir,
    config: `[Settings]\nConfigVersion = "5.14.4"\n[WebUI]\nHost = "127.0.0.1"\nPort = 0\nToken = "${token}"\nAuthDisabled = false\n`,
  });
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
