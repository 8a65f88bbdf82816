// node build/config-docs.mjs: writes docs/configuration.md, the reference of config.toml, from the field catalogue.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { loadModule, root } from './load-module.mjs';

const target = path.join(root, 'docs/configuration.md');
const { referencePage } = await loadModule('server/config/forms/reference.ts');
const style = await resolveConfig(target);
writeFileSync(target, await format(referencePage(), { ...style, parser: 'markdown' }));
console.log(`Written: ${path.relative(root, target)}`);
