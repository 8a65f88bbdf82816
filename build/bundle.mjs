// Builds every entry on its own: rolldown puts shared helpers into one of several entries otherwise (stack.md 9).
import { builtinModules } from 'node:module';
import { copyFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import tailwind from '@tailwindcss/vite';
import { build as vite } from 'vite';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const external = [
  'electron',
  '@photostructure/sqlite',
  ...builtinModules,
  ...builtinModules.map((name) => `node:${name}`),
];

/** One Node bundle: `dist/<dir>/<name>.<ext>`. */
const node = (dir, name, input, format = 'es', extension = 'js') =>
  vite({
    configFile: false,
    root,
    logLevel: 'warn',
    build: {
      outDir: `dist/${dir}`,
      emptyOutDir: false,
      target: 'node20',
      minify: false,
      sourcemap: true,
      ssr: true,
      rolldownOptions: {
        input: { [name]: path.join(root, input) },
        external,
        output: { format, entryFileNames: `[name].${extension}`, codeSplitting: false },
      },
    },
    ssr: { noExternal: true, external: ['electron', '@photostructure/sqlite'] },
  });

/** The page at `/api/docs` is Swagger UI, served from here so that it works offline. */
const docsAssets = ['swagger-ui.css', 'swagger-ui-bundle.js'];
const docs = () =>
  Promise.all(
    docsAssets.map((name) =>
      copyFile(path.join(root, 'node_modules/swagger-ui-dist', name), path.join(root, 'dist/renderer/api-docs', name)),
    ),
  );

/**
 * Our own modules do nothing but declare, so what a page does not use of a shared part is left out of it. Style sheets, the entry and what
 * registers itself are the exceptions.
 */
const declaresOnly = /[\\/](renderer[\\/](data|pages|shell|text|ui)|server[\\/](config|contract))[\\/].*\.tsx?$/;

/** Notes in `dist/panel-files.json` which of our modules are in which file, and what a file imports: for the test of the sizes. */
const fileList = {
  name: 'file-list',
  async writeBundle(_, bundle) {
    const chunks = Object.values(bundle).filter(({ type }) => type === 'chunk');
    const files = chunks.map(({ fileName, imports, isEntry, moduleIds }) => ({
      file: fileName,
      imports,
      isEntry,
      modules: moduleIds
        .map((id) => path.relative(root, id).replaceAll('\\', '/'))
        .filter((id) => !id.startsWith('node_modules')),
    }));
    await writeFile(path.join(root, 'dist/panel-files.json'), JSON.stringify(files));
  },
};

const panel = async () => {
  await vite({
    configFile: false,
    root: path.join(root, 'renderer'),
    base: './',
    logLevel: 'warn',
    plugins: [react(), tailwind(), fileList],
    build: {
      outDir: path.join(root, 'dist/renderer'),
      emptyOutDir: true,
      target: 'chrome114',
      chunkSizeWarningLimit: 900,
      rolldownOptions: { treeshake: { moduleSideEffects: (id) => !declaresOnly.test(id) } },
    },
  });
  await docs();
};

const parts = {
  server: async () => {
    await node('main', 'cli', 'server/cli.ts');
    await node('main', 'worker', 'server/worker/main.ts');
    await node('main', 'log-worker', 'server/logs/query/worker.ts');
  },
  electron: async () => {
    await node('main', 'main', 'electron/main.ts');
    await node('preload', 'preload', 'electron/preload.ts', 'cjs', 'cjs');
  },
  panel,
};

const wanted = process.argv.slice(2);
const names = wanted.length > 0 ? wanted : Object.keys(parts);
if (wanted.length === 0) await rm(path.join(root, 'dist'), { recursive: true, force: true });
for (const name of names) await parts[name]();
