import { z } from 'zod';
import { configBackup, configPlan, configSaved } from '../../contract/index.ts';
import { bytes, fail, json, type Answer } from '../http/answer.ts';
import { BOTH, route, type Route } from '../http/route.ts';
import type { RouteDeps } from './deps.ts';
import { saveAnswer, saveOptions, saveStatuses } from './save-answer.ts';

const params = z.object({ id: z.string().max(200) });
const missing = (id: string): Answer<never> => fail(404, `Unknown backup ${id}`, 'GET /config/backups lists them');

/** Kept copies of the configuration: list, look, compare, restore, download (ui.md CF-15). Secrets stay masked. */
export function backupRoutes({ services }: RouteDeps): Route[] {
  const { backups } = services.config;
  return [
    route({
      method: 'GET',
      path: '/config/backups',
      at: BOTH,
      auth: { scope: 'admin' },
      summary: 'Kept copies of the configuration, newest first',
      response: z.object({ backups: z.array(configBackup) }),
      handler: async () => json({ backups: await backups.list() }),
    }),
    route({
      method: 'GET',
      path: '/config/backups/:id',
      at: BOTH,
      auth: { scope: 'admin' },
      summary: 'One kept copy as TOML text without secrets; empty when it does not parse',
      params,
      response: configBackup.extend({ config: z.string() }),
      handler: async ({ params: { id } }) => {
        const found = await backups.read(id);
        return found === null ? missing(id) : json({ ...found.backup, config: found.toml });
      },
    }),
    route({
      method: 'GET',
      path: '/config/backups/:id/download',
      at: BOTH,
      auth: { scope: 'admin' },
      summary: 'One kept copy as a file, without secrets; sent back, it keeps those that are stored',
      params,
      media: ['application/toml'],
      handler: async ({ params: { id } }) => {
        const found = await backups.read(id);
        if (found === null) return missing(id);
        const name = id.endsWith('.toml') ? id : `${id}.toml`;
        return bytes(found.toml, 'application/toml; charset=utf-8', {
          'Content-Disposition': `attachment; filename="${name.replace(/[^\w.-]/g, '_')}"`,
        });
      },
    }),
    route({
      method: 'GET',
      path: '/config/backups/:id/diff',
      at: BOTH,
      auth: { scope: 'admin' },
      summary: 'What restoring this copy would change',
      params,
      response: configPlan,
      handler: async ({ params: { id } }) => {
        const plan = await backups.diff(id);
        return plan === null ? missing(id) : json(plan);
      },
    }),
    route({
      method: 'POST',
      path: '/config/backups/:id/restore',
      at: BOTH,
      auth: { scope: 'admin' },
      summary: 'Put this copy back in force, its secrets included',
      also: saveStatuses,
      params,
      body: z.strictObject({ clearSearchHistory: z.boolean().optional() }),
      response: configSaved,
      handler: async (call) => {
        const result = await backups.restore(call.params.id, saveOptions(call));
        return result === null ? missing(call.params.id) : saveAnswer(result);
      },
    }),
  ];
}
