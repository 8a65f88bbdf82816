// node build/api-docs.mjs: writes what is made from the route table: the operations in docs/api.md, and the clients.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { loadModule, root } from './load-module.mjs';

const { publishedFiles, apiPage } = await loadModule('server/api/openapi/publish/index.ts');
const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const page = readFileSync(path.join(root, apiPage), 'utf8');
for (const { path: name, text, parser } of await publishedFiles(page, version)) {
  const target = path.join(root, name);
  writeFileSync(target, parser === null ? text : await format(text, { ...(await resolveConfig(target)), parser }));
  console.log(`Written: ${name}`);
}
