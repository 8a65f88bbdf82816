import type { ProcessControl, ProcessTarget, Unsubscribe, Verb, VerbResult } from '../api/services.ts';
import type { ProcessRow, UnitKind } from '../contract/index.ts';
import type { Manager } from './manager.ts';
import type { UnitPlan } from './unit.ts';

/** Something with a name and a category of its own: an Arr section, or one special category of `core`. */
interface Managed {
  name: string;
  category: string;
  manager: Manager;
  units: UnitPlan[];
}

/** The supervisor as the verbs see it. */
export interface ControlSource {
  managers(): Manager[];
  initialised(): boolean;
  closing(): boolean;
  /** The rebuild under way; verbs answer after it (supervisor.md 2.6). */
  rebuilding(): Promise<void> | null;
  rebuild(): Promise<void>;
  rows(): ProcessRow[];
  onChange(listener: () => void): Unsubscribe;
}

/** Look-up and verbs of api.md 3.4. */
export class ProcessControlImpl implements ProcessControl {
  readonly #source: ControlSource;

  constructor(source: ControlSource) {
    this.#source = source;
  }

  rows(): ProcessRow[] {
    return this.#source.rows();
  }

  known(text: string): boolean {
    return this.#managed().some((managed) => managed.name === text || managed.category === text);
  }

  async run(verb: Verb, target: ProcessTarget): Promise<VerbResult> {
    const refusal = await this.#refusal();
    if (refusal !== null) return refusal;
    if (target.by === 'name') {
      const managed = this.#byName(target.name);
      return managed === null ? this.#unknown(`Unknown process ${target.name}`) : act(verb, managed, managed.units);
    }
    return this.#runLoop(verb, target.category, target.kind);
  }

  async restartSection(section: string): Promise<VerbResult> {
    const refusal = await this.#refusal();
    if (refusal !== null) return refusal;
    const managed = this.#byCategory(section);
    return managed === null ? this.#unknown(`Unknown section ${section}`) : act('restart', managed, managed.units);
  }

  rebuild(): Promise<void> {
    return this.#source.rebuild();
  }

  async all(verb: 'start' | 'stop'): Promise<void> {
    await this.#source.rebuilding();
    if (this.#source.closing()) return;
    await Promise.all(this.#source.managers().map((manager) => manager[verb](manager.plan.units)));
  }

  onChange(listener: () => void): Unsubscribe {
    return this.#source.onChange(listener);
  }

  async #runLoop(verb: Verb, category: string, kind: UnitKind | 'all'): Promise<VerbResult> {
    if (kind === 'category') {
      const managers = this.#managed().filter((managed) => managed.units.some((unit) => unit.kind === 'category'));
      const managed =
        managers.find((one) => one.category === category) ?? managers.find((one) => one.name === category);
      if (managed === undefined) return this.#unknown(`Unknown category manager ${category}`);
      return act(
        verb,
        managed,
        managed.units.filter((unit) => unit.kind === 'category'),
      );
    }
    const managed = this.#byCategory(category);
    if (managed === null) return this.#unknown(`Unknown category ${category}`);
    return act(
      verb,
      managed,
      managed.units.filter((unit) => kind === 'all' || unit.kind === kind),
    );
  }

  async #refusal(): Promise<VerbResult | null> {
    await this.#source.rebuilding();
    return this.#source.closing() ? { ok: false, status: 503, error: 'Shutting down' } : null;
  }

  #unknown(error: string): VerbResult {
    if (!this.#source.initialised()) return { ok: false, status: 503, error: 'Arr manager is still initialising' };
    return { ok: false, status: 404, error };
  }

  /** Exact category first, then exact name. */
  #byCategory(text: string): Managed | null {
    const all = this.#managed();
    return all.find((one) => one.category === text) ?? all.find((one) => one.name === text) ?? null;
  }

  /** Exact name, exact category, then both ignoring case. */
  #byName(text: string): Managed | null {
    const all = this.#managed();
    const folded = text.toLowerCase();
    return (
      all.find((one) => one.name === text) ??
      all.find((one) => one.category === text) ??
      all.find((one) => one.name.toLowerCase() === folded) ??
      all.find((one) => one.category.toLowerCase() === folded) ??
      null
    );
  }

  #managed(): Managed[] {
    const found = new Map<string, Managed>();
    for (const manager of this.#source.managers()) {
      for (const unit of manager.plan.units) {
        const key = JSON.stringify([unit.name, unit.category]);
        const known = found.get(key);
        if (known === undefined) found.set(key, { name: unit.name, category: unit.category, manager, units: [unit] });
        else known.units.push(unit);
      }
    }
    return [...found.values()];
  }
}

async function act(verb: Verb, managed: Managed, units: readonly UnitPlan[]): Promise<VerbResult> {
  const kinds = units.length === 0 ? [] : await managed.manager[verb](units);
  return { ok: true, kinds, name: managed.name, category: managed.category };
}
