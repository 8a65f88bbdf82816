// node build/api-docs.mjs: writes what is made from the route table: the operations in docs/api.md, and the clients.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { build as vite } from 'vite';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const scratch = mkdtempSync(path.join(root, 'node_modules/.qbitrr-api-docs-'));
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
        input: { publish: path.join(root, 'server/api/openapi/publish/index.ts') },
        external: ['@photostructure/sqlite'],
        output: { format: 'es', entryFileNames: '[name].mjs' },
      },
    },
    ssr: { noExternal: true, external: ['@photostructure/sqlite'] },
  });
  const { publishedFiles, apiPage } = await import(pathToFileURL(path.join(scratch, 'publish.mjs')).href);
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  for (const { path: name, text, parser } of await publishedFiles(
    readFileSync(path.join(root, apiPage), 'utf8'),
    version,
  )) {
    const target = path.join(root, name);
    writeFileSync(target, parser === null ? text : await format(text, { ...(await resolveConfig(target)), parser }));
    console.log(`Written: ${name}`);
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
