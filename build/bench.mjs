// npm run bench: builds the program and the bench, runs it, and prints one JSON line per figure and nothing else on stdout.
// `npm run bench -- scroll` measures only the parts whose name contains the word.
import { spawnSync } from 'node:child_process';
import { builtinModules } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build as vite } from 'vite';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

// Always anew: the figures are those of the sources as they are now.
console.error('Building the program ...');
const program = spawnSync(process.execPath, [path.join(root, 'build/bundle.mjs'), 'server', 'panel'], {
  stdio: ['ignore', 2, 2],
  cwd: root,
});
if (program.status !== 0) process.exit(program.status ?? 1);

// The bench and its yardstick server are entries of their own, like everything in bundle.mjs.
for (const name of ['bench', 'bare-express']) {
  await vite({
    configFile: false,
    root,
    logLevel: 'error',
    build: {
      outDir: 'dist/bench',
      emptyOutDir: false,
      target: 'node20',
      minify: false,
      ssr: true,
      rolldownOptions: {
        input: { [name]: path.join(root, `test/bench/${name}.ts`) },
        external: ['@playwright/test', ...builtinModules, ...builtinModules.map((module) => `node:${module}`)],
        output: { format: 'es', entryFileNames: '[name].js', codeSplitting: false },
      },
    },
    ssr: { noExternal: true, external: ['@playwright/test'] },
  });
}

const bench = spawnSync(process.execPath, [path.join(root, 'dist/bench/bench.js'), ...process.argv.slice(2)], {
  stdio: ['ignore', 'inherit', 'inherit'],
  cwd: root,
});
process.exit(bench.status ?? 1);
