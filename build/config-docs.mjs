// node build/config-docs.mjs: writes docs/configuration.md, the reference of config.toml, from the field catalogue.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { build as vite } from 'vite';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const target = path.join(root, 'docs/configuration.md');
const scratch = mkdtempSync(path.join(os.tmpdir(), 'qbitrr-docs-'));
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
        input: { reference: path.join(root, 'server/config/forms/reference.ts') },
        output: { format: 'es', entryFileNames: '[name].mjs' },
      },
    },
    ssr: { noExternal: true },
  });
  const { referencePage } = await import(pathToFileURL(path.join(scratch, 'reference.mjs')).href);
  const style = await resolveConfig(target);
  writeFileSync(target, await format(referencePage(), { ...style, parser: 'markdown' }));
  console.log(`Written: ${path.relative(root, target)}`);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
