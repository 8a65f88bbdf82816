import type { ConfigBackup, PathReport } from '../../contract/index.ts';
import { emptyPlan } from '../../contract/samples.ts';
import type { ConfigControl, ConnectionControl, PathDoctor } from '../services.ts';

const plan = { ...emptyPlan, etag: '"e1"' };

function backupOf(id: string): ConfigBackup {
  return { id, at: 0, author: 'panel', bytes: 10, kind: 'save', version: '5.14.4' };
}

/** Plans, backups and imports of the stand-in; every id but `none` is a backup. */
export function configExtras(
  calls: unknown[][],
  toml: () => string,
): Pick<ConfigControl, 'plan' | 'preview' | 'backups' | 'imports' | 'secret' | 'withSecrets' | 'locks' | 'secrets'> {
  return {
    async plan(request) {
      calls.push(['plan', request]);
      return plan;
    },
    async preview(request) {
      calls.push(['preview', request]);
      return { ok: true, body: { compared: 0, differing: 0, changes: [], held: null, truncated: false, notes: [] } };
    },
    backups: {
      list: async () => [backupOf('config.2025-11-27_12-00-00.panel.toml')],
      read: async (id) => (id === 'none' ? null : { backup: backupOf(id), toml: toml() }),
      diff: async (id) => (id === 'none' ? null : plan),
      async restore(id, options) {
        calls.push(['restore', id, options]);
        const saved = {
          status: 'ok' as const,
          configReloaded: true,
          reloadType: 'live' as const,
          affectedInstances: [],
        };
        return id === 'none' ? null : { ok: true, saved };
      },
    },
    imports: {
      propose: async () => ({ ok: false, status: 404, error: 'No configuration found', details: 'x' }),
      plan: async () => null,
      save: async () => null,
    },
    secret: async (path) => (path === 'WebUI.Token' ? { kind: 'value', value: 'your-token' } : { kind: 'none' }),
    withSecrets: async () => '[WebUI]\nToken = "your-token"\n',
    secrets: () => ({ 'WebUI.Token': '' }),
    locks: () => ({ 'Settings.LoopSleepTimer': { variable: 'QBITRR_SETTINGS_LOOP_SLEEP_TIMER', value: 9 } }),
  };
}

/** Servers of which none answers. */
export const connectionStandIn: ConnectionControl = {
  test: async ({ kind }) => ({
    success: false,
    message: `${kind} did not answer`,
    cause: 'refused',
    latencyMs: null,
    version: null,
    clockSkewSeconds: null,
    profiles: [],
    categories: [],
    categoryFound: null,
    warnings: [],
  }),
  testArr: async () => ({
    status: 400,
    body: { success: false, message: 'Missing request body', error: 'Missing request body', details: '' },
  }),
  findLocal: async () => ({
    apps: [{ app: 'radarr', url: 'http://127.0.0.1:7878', answer: 'found', settings: null }],
    addresses: [],
  }),
  checkPath: async (path) => ({
    path,
    exists: false,
    isFolder: false,
    writable: false,
    freeBytes: null,
    totalBytes: null,
    message: 'There is no such folder',
  }),
};

const emptyReport: PathReport = {
  checkedAt: 0,
  inContainer: false,
  completedFolder: null,
  findings: [],
  clients: [],
  apps: [],
};

/** Nothing is configured. */
export const pathDoctorStandIn: PathDoctor = {
  report: async () => emptyReport,
  reportFor: async () => ({ ok: true, report: emptyReport }),
};
