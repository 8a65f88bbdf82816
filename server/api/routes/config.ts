import { z } from 'zod';
import { configFieldList } from '../../config/forms/fields.ts';
import { configSchema } from '../../config/forms/schema.ts';
import { versionWarning } from '../../config/version.ts';
import {
  configCheck,
  configFields,
  configSaved,
  configSchema as schemaBody,
  type SaveOptions,
} from '../../contract/index.ts';
import { fail, json, type Answer } from '../http/answer.ts';
import { isObject } from '../http/body.ts';
import { BOTH, route, type Route } from '../http/route.ts';
import type { RouteDeps } from './deps.ts';
import { saveAnswer, savedAnswer, saveOptions, saveStatuses, type Saved } from './save-answer.ts';

const tree = z.record(z.string(), z.unknown());
const configBody = z.looseObject({ changes: z.unknown().optional(), config: z.unknown().optional() });
const tomlText = z.strictObject({ config: z.string('config must be a TOML string') });

const unchanged: Saved = { status: 'ok', configReloaded: false, reloadType: 'none', affectedInstances: [] };

/** Reading and saving the configuration in both dialects (api.md 2.8, 3.6), and the panel's TOML editor. */
export function configRoutes({ services }: RouteDeps): Route[] {
  const { config } = services;

  const save = async (body: z.infer<typeof configBody>, options: SaveOptions): Promise<Answer<Saved>> => {
    const hasChanges = Object.hasOwn(body, 'changes');
    const hasConfig = Object.hasOwn(body, 'config');
    if (hasChanges && hasConfig) return fail(400, 'Send either changes or config, not both');
    if (hasConfig) {
      if (typeof body.config !== 'string') return fail(400, 'config must be a TOML string');
      return saveAnswer(await config.applyToml(body.config, options));
    }
    if (!hasChanges) return savedAnswer(unchanged);
    if (!isObject(body.changes)) return fail(400, 'changes must be an object');
    // A tree that was read from GET /api/config and sent back carries the TOML text as `config`.
    const { config: _echo, ...changes } = body.changes;
    return saveAnswer(await config.applyChanges(changes, options));
  };

  return [
    route({
      method: 'GET',
      path: '/config',
      at: ['/api'],
      auth: { scope: 'admin' },
      summary: 'Configuration without secrets: the tree, and as TOML text in `config`',
      response: z.looseObject({ config: z.string() }),
      handler: () => {
        const { tree: document, toml, etag } = config.read();
        return json({ ...document, config: toml }, { ETag: etag });
      },
    }),
    route({
      method: 'GET',
      path: '/config',
      at: ['/web'],
      auth: { scope: 'admin' },
      summary: 'Configuration tree without secrets; wrapped with a warning when the file is newer than the program',
      response: tree,
      handler: () => {
        const { tree: document, etag } = config.read();
        const warning = versionWarning(document);
        const body: Record<string, unknown> = warning === null ? document : { config: document, warning };
        return json(body, { ETag: etag });
      },
    }),
    route({
      method: 'POST',
      path: '/config',
      at: BOTH,
      auth: { scope: 'admin' },
      summary: 'Save changes (`changes`) or a whole TOML document (`config`)',
      also: { ...saveStatuses, 403: 'A key that must not be changed, or one of the usual reasons' },
      body: configBody,
      response: configSaved,
      handler: (call) => save(call.body, saveOptions(call)),
    }),
    route({
      method: 'GET',
      path: '/config/schema',
      at: BOTH,
      auth: { scope: 'admin' },
      summary: 'Fields of the configuration, in the form of the reference',
      response: schemaBody,
      handler: () => json(configSchema()),
    }),
    route({
      method: 'GET',
      path: '/config/fields',
      at: BOTH,
      auth: { scope: 'admin' },
      summary: 'Fields of the configuration with help, effects and what the environment decides',
      response: configFields,
      handler: () => json({ fields: configFieldList(), locks: config.locks(), secrets: config.secrets() }),
    }),
    route({
      method: 'GET',
      path: '/config/toml',
      at: ['/web'],
      auth: { scope: 'admin' },
      summary: 'Configuration as TOML text without secrets',
      response: z.object({ config: z.string(), etag: z.string() }),
      handler: () => {
        const { toml, etag } = config.read();
        return json({ config: toml, etag }, { ETag: etag });
      },
    }),
    route({
      method: 'POST',
      path: '/config/check',
      at: ['/web'],
      auth: { scope: 'admin' },
      summary: 'What saving this TOML text would say',
      body: tomlText,
      response: configCheck,
      handler: ({ body }) => json(config.check(body.config)),
    }),
  ];
}
