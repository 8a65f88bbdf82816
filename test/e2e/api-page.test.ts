import { execFile, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { transformWithOxc } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { until } from '../lab/until.ts';
import { root, ServerProcess } from '../support/server-process.ts';

const run = promisify(execFile);
const clients = path.join(root, 'docs/clients');
const page = readFileSync(path.join(root, 'docs/api.md'), 'utf8');
const python = ['/usr/bin/python3', '/usr/local/bin/python3', '/opt/homebrew/bin/python3'].find((file) =>
  existsSync(file),
);
const curl = ['/usr/bin/curl', '/opt/homebrew/bin/curl'].find((file) => existsSync(file));

let server: ServerProcess;
let scratch: string;
let env: NodeJS.ProcessEnv;

/** The examples of the page in one language, asked of the server under test. */
const examples = (language: string): string[] =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map(([, text = '']) =>
    text.replaceAll('localhost:6969', new URL(server.base).host),
  );

beforeAll(async () => {
  scratch = await mkdtemp(path.join(os.tmpdir(), 'qbitrr-page-'));
  server = await ServerProcess.start({ dataDir: path.join(scratch, 'data'), args: ['--demo', '--port', '0'] });
  const config = readFileSync(path.join(scratch, 'data/sandbox/config.toml'), 'utf8');
  const token = /Token = "([^"]+)"/.exec(config)?.[1] ?? '';
  // curl tells the status of each answer on a line of its own.
  await writeFile(path.join(scratch, '.curlrc'), 'write-out = "\\n%{http_code}\\n"\n');
  env = { ...process.env, TOKEN: token, CURL_HOME: scratch, HOME: scratch, PYTHONDONTWRITEBYTECODE: '1' };
  await until('the processes run', async () => {
    const { body } = await server.call('GET', '/api/processes', token);
    return JSON.stringify(body).includes('"running"');
  });
});
afterAll(async () => {
  await server?.stop();
  await rm(scratch, { recursive: true, force: true });
});

describe('the examples of docs/api.md run as they are', () => {
  test.skipIf(curl === undefined)('curl', async () => {
    const told: string[] = [];
    for (const text of examples('sh').filter((example) => example.includes('curl'))) {
      const { stdout } = await run('sh', ['-e', '-c', text], { env });
      told.push(...stdout.trim().split('\n'));
    }
    const statuses = told.filter((_, at) => at % 2 === 1);
    expect(statuses).toEqual(['200', '200', '200', '200', '200', '200', '400', '200', '200']);
    const bodies = told.filter((_, at) => at % 2 === 0).map((line): unknown => JSON.parse(line));
    expect(bodies[0]).toMatchObject({ token: expect.any(String), row: { scope: 'read' } });
    // What the page shows of two of them.
    const shown = examples('json').map((text): unknown => JSON.parse(text));
    expect(shown).toContainEqual(bodies[4]);
    expect(shown).toContainEqual(bodies[6]);
  });

  test('the WebSocket', async () => {
    const [text = ''] = examples('js');
    const listener = spawn(process.execPath, ['--experimental-websocket', '--input-type=module', '-e', text], { env });
    let heard = '';
    listener.stdout.on('data', (chunk: Buffer) => {
      heard += chunk.toString();
    });
    await until('the rows come', () => heard.startsWith('hello\nprocesses\n'));
    listener.kill();
  });

  test('TypeScript', async () => {
    const [example = ''] = examples('ts');
    const files = { qbitrr: readFileSync(path.join(clients, 'typescript/qbitrr.ts'), 'utf8'), example };
    for (const [name, text] of Object.entries(files)) {
      const { code } = await transformWithOxc(text, `${name}.ts`);
      await writeFile(path.join(scratch, `${name}.mjs`), code.replace('./qbitrr.ts', './qbitrr.mjs'));
    }
    const { stderr } = await run(process.execPath, [path.join(scratch, 'example.mjs')], { env });
    expect(stderr).toBe('');
  });

  test.skipIf(python === undefined)('Python', async () => {
    await copyFile(path.join(clients, 'python/qbitrr.py'), path.join(scratch, 'qbitrr.py'));
    await writeFile(path.join(scratch, 'example.py'), examples('python').join('\n'));
    expect((await run(python ?? '', [path.join(scratch, 'example.py')], { env })).stdout).toBe('');
  });
});
