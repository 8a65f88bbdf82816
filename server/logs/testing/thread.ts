import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { builtinModules } from 'node:module';
import { build } from 'vite';

let built: Promise<string> | null = null;

/** Builds the search thread as the program does and answers its file; once per test process. */
export function searchThread(): Promise<string> {
  built ??= buildThread();
  return built;
}

async function buildThread(): Promise<string> {
  const outDir = mkdtempSync(path.join(tmpdir(), 'qbitrr-thread-'));
  await build({
    configFile: false,
    root: path.resolve(import.meta.dirname, '../../..'),
    logLevel: 'error',
    build: {
      outDir,
      emptyOutDir: false,
      target: 'node20',
      minify: false,
      ssr: true,
      rolldownOptions: {
        input: { 'log-worker': path.resolve(import.meta.dirname, '../query/worker.ts') },
        external: [...builtinModules, ...builtinModules.map((name) => `node:${name}`)],
        output: { format: 'es', entryFileNames: '[name].mjs', codeSplitting: false },
      },
    },
  });
  return path.join(outDir, 'log-worker.mjs');
}
