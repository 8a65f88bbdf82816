import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build as vite } from 'vite';

/** The project's folder. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** Bundles one TypeScript module of the project, for this run only, and returns what it exports. */
export async function loadModule(file) {
  // Below node_modules, so that what stays outside of the bundle is found.
  const scratch = mkdtempSync(path.join(root, 'node_modules/.qbitrr-module-'));
  try {
    await vite({
      configFile: false,
      root,
      logLevel: 'error',
      build: {
        outDir: scratch,
        emptyOutDir: true,
        ssr: true,
        target: 'node20',
        rolldownOptions: {
          input: { module: path.join(root, file) },
          external: ['@photostructure/sqlite'],
          output: { format: 'es', entryFileNames: '[name].mjs' },
        },
      },
      ssr: { noExternal: true, external: ['@photostructure/sqlite'] },
    });
    return await import(pathToFileURL(path.join(scratch, 'module.mjs')).href);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
