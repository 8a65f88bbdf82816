import type { SaveResult } from '../../contract/index.ts';
import { randomBytes } from 'node:crypto';
import { dirname } from 'node:path';
import type { ConfigCheck, ConfigIssue, TomlProblem } from '../../contract/index.ts';
import { keepBroken, saveFile } from '../document/save.ts';
import { editToml, lineOf } from '../document/text.ts';
import { classify } from '../reload/classify.ts';
import { resolveSettings, type ResolvedSettings } from '../resolve/index.ts';
import { redactToml } from '../secrets/text.ts';
import { redactTree } from '../secrets/tree.ts';
import { generateDefault } from '../template.ts';
import { diffTrees, withChange, type Change, type Tree } from '../tree.ts';
import { validate } from '../validate/index.ts';
import { versionWarning } from '../version.ts';
import { etagOf, matches, newestBackup, readState, stampOf } from './load.ts';
import { planChanges, planToml, type SavePlan } from './plan.ts';
import type { ApplyPlan, ApplyResult, ConfigService, ConfigServiceOptions, OpenedConfig } from './types.ts';

interface Document {
  readonly text: string;
  readonly tree: Tree;
  /** The document whose values are in force; older than `tree` after a faulty edit on disk. */
  readonly inForce: Tree;
  readonly resolved: ResolvedSettings;
}

/**
 * Opens the configuration file. A missing or empty file is generated when asked for; a broken one is never touched.
 * An empty `WebUI.Token` is replaced by 64 random hex digits and saved (api.md 3.2).
 */
export async function createConfigService(options: ConfigServiceOptions): Promise<OpenedConfig> {
  const { path, environment, clock, generate, disk } = options;
  const state = readState(path);
  if (state.kind === 'unreadable') return state;
  if (state.kind === 'broken') return { kind: 'broken', problem: state.problem, backup: newestBackup(path) };
  if (state.kind !== 'ok' && !generate) return { kind: 'missing' };
  const token = randomBytes(32).toString('hex');
  if (state.kind !== 'ok') {
    const saved = await saveFile(
      path,
      generateDefault({ environment, dataDir: dirname(path), token }),
      clock.now(),
      disk,
    );
    if (!saved.ok) return { kind: 'unreadable', error: saved.error };
    const written = readState(path);
    if (written.kind !== 'ok') return { kind: 'unreadable', error: 'the generated file could not be read back' };
    return { kind: 'generated', service: new FileConfigService(options, written, true, null) };
  }
  if (resolveSettings(state.tree, environment).webui.token !== '') {
    return { kind: 'ok', service: new FileConfigService(options, state, false, null) };
  }
  const tree = withChange(state.tree, { path: ['WebUI', 'Token'], value: token });
  const edited = editToml(state.text, tree);
  const written = edited.ok ? await saveFile(path, edited.text, clock.now(), disk) : edited;
  const loaded = { text: edited.ok ? edited.text : state.text, tree, stamp: stampOf(path) ?? '' };
  return { kind: 'ok', service: new FileConfigService(options, loaded, true, written.ok ? null : written.error) };
}

class FileConfigService implements ConfigService {
  readonly tokenGenerated: boolean;
  private readonly options: ConfigServiceOptions;
  private readonly listeners = new Set<() => void>();
  private current: Document;
  private stamp: string | null;
  private broken: TomlProblem | null = null;
  private diskIssue: string | null;
  private redactedText: { of: string; text: string } | null = null;
  private queue: Promise<unknown> = Promise.resolve();
  private revision = 1;

  constructor(
    options: ConfigServiceOptions,
    loaded: { text: string; tree: Tree; stamp: string },
    tokenGenerated: boolean,
    diskIssue: string | null,
  ) {
    this.options = options;
    this.tokenGenerated = tokenGenerated;
    this.diskIssue = diskIssue;
    this.stamp = loaded.stamp;
    this.current = this.documentOf(loaded.text, loaded.tree);
  }

  read(): { tree: Record<string, unknown>; toml: string; etag: string } {
    if (stampOf(this.options.path) === this.stamp) return this.view(this.current);
    void this.reread();
    const state = readState(this.options.path);
    return this.view(state.kind === 'ok' ? { text: state.text, tree: state.tree } : this.current);
  }

  applyChanges(changes: Record<string, unknown>, options: { ifMatch: string | null }): Promise<SaveResult> {
    return this.update(options.ifMatch, () => {
      if (this.broken !== null) {
        const details = `line ${this.broken.line}, column ${this.broken.column}: ${this.broken.message}`;
        return { ok: false, status: 409, error: 'Config file on disk is not valid TOML', details };
      }
      return planChanges(changes, this.current.text, this.current.tree);
    });
  }

  applyToml(text: string, options: { ifMatch: string | null }): Promise<SaveResult> {
    return this.update(options.ifMatch, () => planToml(text, this.current.tree));
  }

  check(text: string): ConfigCheck {
    const plan = planToml(text, this.current.tree);
    const nothing = { reloadType: null, affectedInstances: [], changed: [] };
    if (!plan.ok && plan.kind === 'toml') return { ok: false, problem: plan.problem, validationErrors: [], ...nothing };
    if (!plan.ok && plan.kind === 'refused') {
      const path = plan.status === 403 ? 'Settings.ConfigVersion' : '';
      const error = { path, message: plan.error, line: lineOf(text, path.split('.')) };
      return { ok: false, problem: null, validationErrors: [error], ...nothing };
    }
    const { type, affectedInstances, changed } = classify(plan.changes);
    const errors = plan.ok ? [] : plan.errors;
    return {
      ok: plan.ok,
      problem: null,
      validationErrors: errors.map((error) => ({ ...error, line: lineOf(text, error.path.split('.')) })),
      reloadType: type,
      affectedInstances: [...affectedInstances],
      changed: [...changed],
    };
  }

  webui(): ResolvedSettings['webui'] {
    return this.current.resolved.webui;
  }

  settings(): ResolvedSettings {
    return this.current.resolved;
  }

  issues(): ConfigIssue[] {
    const file =
      this.broken === null
        ? this.diskIssue
        : `config.toml line ${this.broken.line}, column ${this.broken.column}: ${this.broken.message}. The last good settings stay in force.`;
    return [...(file === null ? [] : [{ path: 'config.toml', message: file }]), ...this.current.resolved.issues];
  }

  versionWarning(): ReturnType<typeof versionWarning> {
    return versionWarning(this.current.tree);
  }

  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  reread(): Promise<void> {
    return this.enqueue(() => this.adoptDisk());
  }

  /** One update at a time: later ones wait and see what earlier ones left (api.md 3.6). */
  private enqueue<T>(work: () => Promise<T>): Promise<T> {
    const result = this.queue.then(work);
    this.queue = result.catch(() => undefined);
    return result;
  }

  private update(ifMatch: string | null, plan: () => SavePlan | (SaveResult & { ok: false })): Promise<SaveResult> {
    return this.enqueue(async () => {
      await this.adoptDisk();
      if (ifMatch !== null && !matches(ifMatch, etagOf(this.current.text))) {
        return { ok: false, status: 412, error: 'Configuration changed since it was read', details: '' };
      }
      const planned = plan();
      if (planned.ok) return this.save(planned);
      if (!('kind' in planned)) return planned;
      if (planned.kind === 'toml') return { ok: false, status: 400, error: 'Invalid TOML', problem: planned.problem };
      if (planned.kind === 'refused') {
        return { ok: false, status: planned.status, error: planned.error, details: planned.details };
      }
      return { ok: false, status: 400, error: 'Configuration validation failed', validationErrors: planned.errors };
    });
  }

  private async save({ text, tree, changes }: SavePlan & { ok: true }): Promise<SaveResult> {
    const { path, clock, disk } = this.options;
    const before = this.current;
    if (changes.length === 0 && text === before.text && this.broken === null && this.stamp !== null) return savedAs([]);
    try {
      if (this.broken !== null) await keepBroken(path, clock.now());
    } catch {
      return failed('the broken file could not be kept under another name');
    }
    const written = await saveFile(path, text, clock.now(), disk);
    if (!written.ok) return failed(written.error);
    this.settle(text, tree);
    const effective = diffTrees(before.inForce, tree);
    const applied = effective.length === 0 ? { ok: true as const } : await this.apply('api', effective, before);
    if (!applied.ok) return this.rollBack(before, effective, applied);
    this.notify();
    return savedAs(effective);
  }

  private async rollBack(
    before: Document,
    changes: readonly Change[],
    failure: ApplyResult & { ok: false },
  ): Promise<SaveResult> {
    const { path, clock, disk } = this.options;
    const { status, error } = failure;
    const tried = this.current;
    const restored = await saveFile(path, before.text, clock.now(), disk);
    if (!restored.ok) {
      this.notify();
      return {
        ok: false,
        status,
        error,
        details: `${failure.details} The previous configuration could not be brought back: ${restored.error}`.trim(),
      };
    }
    this.settle(before.text, before.tree);
    this.current = {
      ...this.current,
      inForce: before.inForce,
      resolved: resolveSettings(before.inForce, this.options.environment, this.current.resolved.engine.revision),
    };
    const again = await this.apply('rollback', changes, tried);
    this.notify();
    const details = again.ok
      ? failure.details
      : `${failure.details} Bringing back the previous settings failed too: ${again.details}`;
    return { ok: false, status, error, details };
  }

  /** Takes over what was edited on disk (supervisor.md 3.6); a broken or invalid file leaves the last good one in force. */
  private async adoptDisk(): Promise<void> {
    const { path } = this.options;
    if (stampOf(path) === this.stamp) return;
    const state = readState(path);
    if (state.kind === 'missing' || state.kind === 'unreadable') {
      this.stamp = null;
      this.broken = null;
      this.diskIssue =
        state.kind === 'missing' ? 'config.toml was deleted; the next save writes it again.' : state.error;
      this.notify();
      return;
    }
    this.stamp = state.stamp;
    if (state.kind !== 'ok') {
      const cut = { line: 1, column: 1, message: 'the file is empty' };
      this.broken = state.kind === 'broken' ? state.problem : cut;
      this.notify();
      return;
    }
    this.broken = null;
    this.diskIssue = await this.adopt(state.text, state.tree);
    this.notify();
  }

  /** The reason why an edit made on disk is not in force; null when it is. */
  private async adopt(text: string, tree: Tree): Promise<string | null> {
    const before = this.current;
    const keptBack: Document = { ...before, text, tree };
    const changes = diffTrees(before.inForce, tree);
    const errors = validate(changes, before.inForce, tree, { wholeDocument: true });
    if (errors.length > 0) {
      this.current = keptBack;
      const faults = errors.map((one) => `${one.path}: ${one.message}`).join('; ');
      return `The edited config.toml is not in force, because it has faults: ${faults}`;
    }
    this.current = this.documentOf(text, tree);
    const applied = changes.length === 0 ? { ok: true as const } : await this.apply('disk', changes, before);
    if (applied.ok) return null;
    this.current = keptBack;
    return `The edited config.toml could not be applied: ${applied.details || applied.error}`;
  }

  private apply(source: ApplyPlan['source'], changes: readonly Change[], before: Document): Promise<ApplyResult> {
    const plan: ApplyPlan = { ...classify(changes), source, previous: before.resolved, next: this.current.resolved };
    return this.options.apply(plan).catch((error: unknown) => {
      const details = error instanceof Error ? error.message : String(error);
      return { ok: false, status: 500, error: 'Failed to apply config', details };
    });
  }

  private settle(text: string, tree: Tree): void {
    this.current = this.documentOf(text, tree);
    this.stamp = stampOf(this.options.path);
    this.broken = null;
    this.diskIssue = null;
  }

  private documentOf(text: string, tree: Tree): Document {
    const resolved = resolveSettings(tree, this.options.environment, this.revision);
    this.revision += 1;
    return { text, tree, inForce: tree, resolved };
  }

  private view({ text, tree }: { text: string; tree: Tree }): { tree: Tree; toml: string; etag: string } {
    if (this.redactedText?.of !== text) this.redactedText = { of: text, text: redactToml(text, tree) };
    return { tree: redactTree(tree), toml: this.redactedText.text, etag: etagOf(text) };
  }

  private notify(): void {
    for (const listener of this.listeners) listener();
  }
}

function savedAs(changes: readonly Change[]): SaveResult {
  const { type, affectedInstances } = classify(changes);
  const configReloaded = !['none', 'frontend'].includes(type);
  return {
    ok: true,
    saved: { status: 'ok', configReloaded, reloadType: type, affectedInstances: [...affectedInstances] },
  };
}

function failed(details: string): SaveResult {
  return { ok: false, status: 500, error: 'Failed to save config', details };
}
