import type { EngineSettings } from '../contract/index.ts';
import type { ResolvedSettings } from '../config/index.ts';
import type { ManagerPlan, UnitPlan } from '../supervisor/index.ts';
import { categoryUnit, policyUnit } from '../worker/scope.ts';

/**
 * Which manager processes the settings ask for, in row order: Arr sections as configured, then `core` (design.md 4). A changed fingerprint restarts a manager; everything else is pushed to it
 * (api.md 2.8.3).
 */
export function managerPlans({ engine, loops }: Pick<ResolvedSettings, 'engine' | 'loops'>): ManagerPlan[] {
  if (!loops.torrents || engine.qbits.length === 0) return [];
  const arrs = engine.arrs.map((arr): ManagerPlan => ({
    manager: arr.name,
    owner: arr.type,
    address: withoutCredentials(arr.uri),
    units: [{ category: arr.category, name: arr.name, kind: 'torrent' }],
    fingerprint: JSON.stringify([
      arr.uri,
      arr.apiKey,
      arr.skipTlsVerify,
      arr.category,
      arr.importMode,
      connections(engine),
    ]),
  }));
  return [...arrs, corePlan(engine)];
}

function corePlan(engine: EngineSettings): ManagerPlan {
  const units = coreUnits(engine);
  return {
    manager: 'core',
    owner: 'core',
    address: null,
    units,
    fingerprint: JSON.stringify([connections(engine), units]),
  };
}

/** What it takes to talk to the qBittorrents; their rules are pushed. */
function connections({ qbits }: EngineSettings): unknown[] {
  return qbits.map((qbit) => ({ ...qbit, matchSubcategories: null }));
}

/** Policy loop, special categories, managed categories as configured, then one category loop per section (supervisor.md 2.1). */
function coreUnits(engine: EngineSettings): UnitPlan[] {
  const managed = engine.qbitRules.flatMap((rules) => rules.managed.map(({ category }) => category));
  const hasWork = engine.arrs.length > 0 || managed.length > 0;
  const policy: UnitPlan[] = hasWork ? [{ category: policyUnit, name: policyUnit, kind: 'torrent' }] : [];
  const special = [engine.failedCategory, engine.recheckCategory];
  const torrentLoops = [...new Set([...special, ...managed])].map((category): UnitPlan => ({
    category,
    name: titleCase(category),
    kind: 'torrent',
  }));
  const categoryLoops = engine.qbitRules
    .filter((rules) => rules.managed.length > 0)
    .map(({ instance }): UnitPlan => ({
      category: categoryUnit(instance),
      name: /^qbit/i.test(instance) ? instance : `qBit-${instance}`,
      kind: 'category',
    }));
  return [...policy, ...torrentLoops, ...categoryLoops];
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
