import type { EngineSettings } from '../contract/index.ts';
import type { ResolvedSettings } from '../config/index.ts';
import type { ManagerPlan } from '../supervisor/index.ts';

/**
 * Which manager processes the settings ask for, in row order: Arr sections as configured, then `core` with the failed and
 * the recheck category (design.md 4). A changed fingerprint restarts a manager; everything else is pushed to it
 * (api.md 2.8.3).
 */
export function managerPlans({ engine, loops }: Pick<ResolvedSettings, 'engine' | 'loops'>): ManagerPlan[] {
  if (!loops.torrents || engine.qbits.length === 0) return [];
  const arrs = engine.arrs.map((arr): ManagerPlan => ({
    manager: arr.name,
    owner: arr.type,
    address: withoutCredentials(arr.uri),
    units: [{ category: arr.category, name: arr.name, kind: 'torrent' }],
    fingerprint: JSON.stringify([arr.uri, arr.apiKey, arr.skipTlsVerify, arr.category, arr.importMode, engine.qbits]),
  }));
  return [...arrs, corePlan(engine)];
}

function corePlan(engine: EngineSettings): ManagerPlan {
  const categories = [...new Set([engine.failedCategory, engine.recheckCategory])];
  return {
    manager: 'core',
    owner: 'core',
    address: null,
    units: categories.map((category) => ({ category, name: titleCase(category), kind: 'torrent' })),
    fingerprint: JSON.stringify([engine.qbits, categories]),
  };
}

/** `tv/failed` reads `Tv / Failed` (supervisor.md 2.1). */
function titleCase(category: string): string {
  return category
    .split('/')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join(' / ');
}

function withoutCredentials(uri: string): string {
  const url = URL.canParse(uri) ? new URL(uri) : null;
  if (!url) return '';
  return `${url.host}${url.pathname.replace(/\/$/, '')}`;
}
