import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { transformWithOxc } from 'vite';
import { afterAll, describe, expect, test } from 'vitest';
import { createApi } from '../../server/api/index.ts';
import { createStandIn } from '../../server/api/testing/stand-in.ts';

const run = promisify(execFile);
const programs = path.join(import.meta.dirname, '..', 'seed-programs');
const program = (name: string): string => path.join(programs, name);
const python = ['/usr/bin/python3', 'python3'].find((name) => !name.startsWith('/') || existsSync(name)) ?? 'python3';

const canRun = async (command: string, args: string[]): Promise<boolean> => {
  try {
    await run(command, args);
    return true;
  } catch {
    // The tool is not on this machine.
    return false;
  }
};

const standIn = createStandIn();
const api = createApi(standIn.services, { panel: null, validateResponses: true });
// The programs name port 6969 in so many words; where it is taken they cannot be run unchanged.
const listening = await api.listen('127.0.0.1', 6969);
const hasRequests = await canRun(python, ['-c', 'import requests']);
const hasCurl = await canRun('curl', ['--version']);
const scratch = await mkdtemp(path.join(tmpdir(), 'qb-seed-'));
const blocked = listening.ok ? '' : ` (skipped: ${listening.message})`;

afterAll(async () => {
  await api.close();
  await rm(scratch, { recursive: true });
});

describe.skipIf(!listening.ok)(`API6.1 the seed page's programs run unchanged${blocked}`, () => {
  test.skipIf(!hasRequests)('Python with requests', async () => {
    const { stdout } = await run(python, [program('client.py')]);
    const lines = stdout.trim().split('\n');
    expect(lines.slice(0, 2)).toEqual(['Radarr-Movies: running (3600 s)', 'Radarr-Movies: stopped (0 s)']);
    expect(lines).toHaveLength(2 + 50);
    expect(lines[2]).toMatch(/^2025-11-27T12:00:00Z ERROR Radarr-Movies line \d+$/);
  });

  test('JavaScript with fetch, JSON on every status', async () => {
    // Copied out, so that the project's own package.json does not decide how it is read.
    const file = path.join(scratch, 'client.mjs');
    await writeFile(file, await readFile(program('client.js')));
    const { stdout } = await run(process.execPath, [file]);
    expect(JSON.parse(stdout)).toMatchObject({
      processes: { processes: [{ name: 'Radarr-Movies', category: 'radarr-movies', status: 'running' }, {}] },
      logs: { logs: expect.arrayContaining([expect.objectContaining({ level: 'INFO' })]) },
      refused: { error: 'unauthorized', details: 'Missing or invalid API token' },
    });
  });

  test('TypeScript with fetch', async () => {
    const { code } = await transformWithOxc(await readFile(program('client.ts'), 'utf8'), 'client.ts');
    const file = path.join(scratch, 'typed.mjs');
    await writeFile(file, code);
    const { stdout } = await run(process.execPath, [file]);
    expect(JSON.parse(stdout)).toEqual({ names: ['Radarr-Movies', 'Radarr-Movies'], levels: ['INFO'] });
  });

  test.skipIf(!hasCurl)('curl, the restart without body and Content-Type', async () => {
    const { stdout } = await run('sh', [program('curl.sh')]);
    const lines = stdout.trim().split('\n');
    expect(lines.filter((_, at) => at % 2 === 1)).toEqual(['200', '200', '200', '200']);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ status: 'healthy', version: '1.2.3' });
    expect(JSON.parse(lines[6] ?? '')).toEqual({
      status: 'ok',
      restarted: ['search', 'torrent'],
      name: 'Radarr-Movies',
      category: 'radarr-movies',
    });
    expect(standIn.calls).toContainEqual(['restart', { by: 'name', name: 'Radarr-Movies' }]);
  });
});
