import type {
  ConfigAuthor,
  ConfigBackup,
  ConfigCheck,
  ConfigFields,
  ConfigIssue,
  ConfigPlan,
  PlanRequest,
  SaveOptions,
  SaveResult,
  SecretLookup,
  TomlProblem,
} from '../../contract/index.ts';
import { listBackups } from '../document/backups.ts';
import { parseToml } from '../document/text.ts';
import { classify } from '../reload/classify.ts';
import { resolveSettings, type ResolvedSettings } from '../resolve/index.ts';
import { keychainSetting, wantsKeychain } from '../secrets/keychain.ts';
import { lookUpSecret } from '../secrets/lookup.ts';
import { redactToml } from '../secrets/text.ts';
import { redactTree, secretEnds } from '../secrets/tree.ts';
import { diffTrees, type Change, type Tree } from '../tree.ts';
import { validate } from '../validate/index.ts';
import { versionWarning } from '../version.ts';
import { Imports } from './imports.ts';
import type { ConfigFile } from './file.ts';
import { etagOf, matches } from './load.ts';
import { broughtUp, type Loaded } from './bring-up.ts';
import { failed, fileIssues, keysOf, notInForce, placeOf, refusalOf, savedAs, unusable } from './outcome.ts';
import { planChanges, planRequest, planRestore, planToml, type SavePlan } from './plan.ts';
import { preview } from './preview.ts';
import type { ApplyPlan, ApplyResult, ConfigService, ConfigServiceOptions } from './types.ts';
import { watchFile } from './watch.ts';

interface Document {
  readonly text: string;
  readonly tree: Tree;
  /** The document whose values are in force; older than `tree` after a faulty edit on disk. */
  readonly inForce: Tree;
  readonly resolved: ResolvedSettings;
}

type Options = ConfigServiceOptions & { readonly file: ConfigFile };

/** One configuration file: reads, plans, saves and applies it, one update at a time, and follows edits made on disk. */
export class FileConfigService implements ConfigService {
  readonly tokenGenerated: boolean;
  readonly imports: ConfigService['imports'];
  readonly backups: ConfigService['backups'];
  private readonly options: Options;
  private readonly listeners = new Set<() => void>();
  private current: Document;
  private stamp: string | null;
  private broken: TomlProblem | null = null;
  private diskIssue: string | null;
  private redactedText: { of: string; text: string } | null = null;
  private queue: Promise<unknown> = Promise.resolve();
  private revision = 1;

  constructor(options: Options, loaded: Loaded, tokenGenerated: boolean) {
    this.options = options;
    this.tokenGenerated = tokenGenerated;
    this.diskIssue = loaded.issue;
    this.stamp = loaded.stamp;
    this.current = this.documentOf(loaded.text, loaded.tree);
    const { path, file } = options;
    this.backups = {
      list: () => listBackups(path),
      read: (id) => this.backup(id),
      diff: async (id) => {
        const copy = await file.copy(id);
        if (copy === null) return null;
        return copy.ok ? this.preview(this.planForeign(copy.text), copy.text) : this.preview(unusable(copy.error), '');
      },
      restore: async (id, given) => {
        const copy = await file.copy(id);
        if (copy === null) return null;
        if (!copy.ok) return refusalOf(unusable(copy.error));
        return this.saveForeign(copy.text, { ...given, author: 'restore' });
      },
    };
    this.imports = new Imports({
      plan: (text) => this.preview(this.planForeign(text), text),
      save: (text, given) => this.saveForeign(text, { ...given, author: 'import' }),
      current: () => this.current,
    });
  }

  read(): { tree: Record<string, unknown>; toml: string; etag: string } {
    if (this.options.file.stamp() === this.stamp) return this.view(this.current);
    void this.reread();
    const state = this.options.file.read();
    return this.view(state.kind === 'ok' ? { text: state.text, tree: state.tree } : this.current);
  }

  applyChanges(changes: Record<string, unknown>, options: SaveOptions): Promise<SaveResult> {
    return this.update(
      options,
      () => this.brokenRefusal() ?? planChanges(changes, this.current.text, this.current.tree),
    );
  }

  applyToml(text: string, options: SaveOptions): Promise<SaveResult> {
    return this.update(options, () => planToml(text, this.current.tree));
  }

  async plan(request: PlanRequest): Promise<ConfigPlan> {
    const { plan, text } = await this.planned(request);
    return this.preview(plan, text);
  }

  async candidate(request: PlanRequest): ReturnType<ConfigService['candidate']> {
    const { plan, text } = await this.planned(request);
    if (!plan.ok) return { ok: false, plan: this.preview(plan, text) };
    const { environment } = this.options;
    return { ok: true, settings: resolveSettings(plan.tree, environment, this.revision).engine };
  }

  check(text: string): ConfigCheck {
    const plan = planToml(text, this.current.tree);
    const { ok, problem, validationErrors, reloadType } = this.preview(plan, text);
    const { affectedInstances, changed } = classify('changes' in plan ? plan.changes : []);
    return {
      ok,
      problem,
      validationErrors,
      reloadType,
      affectedInstances: [...affectedInstances],
      changed: [...changed],
    };
  }

  locks(): ConfigFields['locks'] {
    const { overrides } = this.options.environment;
    return Object.fromEntries(overrides.map(({ path, variable, value }) => [path, { variable, value }]));
  }

  secrets(): ConfigFields['secrets'] {
    return secretEnds(this.current.tree);
  }

  async secret(path: string): Promise<SecretLookup> {
    await this.reread();
    return lookUpSecret(path, this.current.tree, this.options.environment);
  }

  async withSecrets(): Promise<string> {
    await this.reread();
    return this.current.text;
  }

  stored(): Record<string, unknown> {
    return this.current.tree;
  }

  webui(): ResolvedSettings['webui'] {
    return this.current.resolved.webui;
  }

  settings(): ResolvedSettings {
    return this.current.resolved;
  }

  issues(): ConfigIssue[] {
    return [...fileIssues(this.broken, this.diskIssue), ...this.current.resolved.issues];
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

  watch(): () => void {
    return watchFile(this.options.path, () => void this.reread());
  }

  /** One update at a time: later ones wait and see what earlier ones left (api.md 3.6). */
  private enqueue<T>(work: () => Promise<T>): Promise<T> {
    const result = this.queue.then(work);
    this.queue = result.catch(() => undefined);
    return result;
  }

  private update(options: SaveOptions, plan: () => SavePlan): Promise<SaveResult> {
    return this.enqueue(async () => {
      for (let attempt = 1; ; attempt += 1) {
        await this.adoptDisk();
        if (options.ifMatch !== null && !matches(options.ifMatch, etagOf(this.current.text))) {
          return { ok: false, status: 412, error: 'Configuration changed since it was read', details: '' };
        }
        const planned = this.possible(plan());
        if (!planned.ok) return refusalOf(planned);
        const result = await this.save(planned, options, attempt < 4);
        if (result !== 'overtaken') return result;
      }
    });
  }

  private async planned(request: PlanRequest): Promise<{ plan: SavePlan; text: string }> {
    await this.reread();
    const { text, tree } = this.current;
    if ('config' in request && typeof request.config === 'string') {
      return { plan: planRequest(request, text, tree), text: request.config };
    }
    return { plan: this.brokenRefusal() ?? planRequest(request, text, tree), text };
  }

  private saveForeign(text: string, options: SaveOptions): Promise<SaveResult> {
    return this.update(options, () => this.planForeign(text));
  }

  private planForeign(text: string): SavePlan {
    return planRestore(text, this.current.tree);
  }

  /** The keychain can only be chosen where there is one. */
  private possible(plan: SavePlan): SavePlan {
    if (!plan.ok || !wantsKeychain(plan.tree) || wantsKeychain(this.current.tree)) return plan;
    const reason = this.options.file.keychainProblem();
    if (reason === null) return plan;
    const errors = [{ path: keychainSetting, message: `cannot be switched on here: ${reason}` }];
    return { ...plan, ok: false, kind: 'invalid', errors };
  }

  /** supervisor.md 3.6: single changes would overwrite what somebody is mending. */
  private brokenRefusal(): (SavePlan & { ok: false }) | null {
    if (this.broken === null) return null;
    const error = 'Config file on disk is not valid TOML';
    return { ok: false, kind: 'refused', status: 409, error, details: placeOf(this.broken) };
  }

  private preview(plan: SavePlan, text: string): ConfigPlan {
    const { environment } = this.options;
    return preview(this.possible(plan), this.current.inForce, { text, etag: etagOf(this.current.text), environment });
  }

  private async backup(id: string): Promise<{ backup: ConfigBackup; toml: string } | null> {
    const { path, file } = this.options;
    const backup = (await listBackups(path)).find((one) => one.id === id);
    const copy = backup === undefined ? null : await file.copy(id);
    if (backup === undefined || copy === null) return null;
    const parsed = copy.ok ? parseToml(copy.text) : null;
    // What does not parse cannot be masked, so it is not shown.
    return { backup, toml: copy.ok && parsed?.ok === true ? redactToml(copy.text, parsed.tree) : '' };
  }

  private async save(
    { text, tree, changes }: SavePlan & { ok: true },
    options: SaveOptions,
    mayRepeat: boolean,
  ): Promise<SaveResult | 'overtaken'> {
    const { file, report } = this.options;
    const before = this.current;
    if (changes.length === 0 && text === before.text && this.broken === null && this.stamp !== null) return savedAs([]);
    try {
      if (this.broken !== null) await file.keepBroken();
    } catch {
      return failed('the broken file could not be kept under another name');
    }
    const written = await file.write(text, options.author ?? 'panel', this.stamp);
    if (!written.ok) return written.overtaken && mayRepeat ? 'overtaken' : failed(written.error);
    if (wantsKeychain(tree) && !wantsKeychain(before.tree)) await file.sealCopies(report);
    this.settle(text, tree);
    const effective = diffTrees(before.inForce, tree);
    const consent = options.clearSearchHistory ?? false;
    const applied =
      effective.length === 0 ? { ok: true as const } : await this.apply('api', effective, before, consent);
    if (!applied.ok) return this.rollBack(before, effective, applied);
    this.notify();
    this.tellSaved(options.author ?? 'panel', effective);
    return savedAs(effective, written.backup);
  }

  private tellSaved(author: ConfigAuthor, changes: readonly Change[]): void {
    if (changes.length > 0)
      this.options.saved?.(
        author,
        changes.map(({ path }) => path.join('.')),
      );
  }

  private async rollBack(
    before: Document,
    changes: readonly Change[],
    { status, error, details }: ApplyResult & { ok: false },
  ): Promise<SaveResult> {
    const tried = this.current;
    const restored = await this.options.file.write(before.text, 'rollback');
    if (!restored.ok) {
      this.notify();
      const why = `${details} The previous configuration could not be brought back: ${restored.error}`.trim();
      return { ok: false, status, error, details: why };
    }
    this.settle(before.text, before.tree);
    const { revision } = this.current.resolved.engine;
    const resolved = resolveSettings(before.inForce, this.options.environment, revision);
    this.current = { ...this.current, inForce: before.inForce, resolved };
    const again = await this.apply('rollback', changes, tried, false);
    this.notify();
    const more = again.ok ? '' : ` Bringing back the previous settings failed too: ${again.details}`;
    return { ok: false, status, error, details: details + more, rolledBack: true };
  }

  /** Takes over what was edited on disk (supervisor.md 3.6); a broken or invalid file leaves the last good one in force. */
  private async adoptDisk(): Promise<void> {
    const { file } = this.options;
    if (file.stamp() === this.stamp) return;
    const state = file.read();
    this.stamp = 'stamp' in state ? state.stamp : null;
    this.broken = null;
    this.diskIssue = null;
    if (state.kind === 'missing') this.diskIssue = 'config.toml was deleted; the next save writes it again.';
    else if (state.kind === 'unreadable') this.diskIssue = state.error;
    else if (state.kind === 'empty') this.broken = { line: 1, column: 1, message: 'the file is empty' };
    else if (state.kind === 'broken') this.broken = state.problem;
    else if (state.text !== this.current.text || this.current.inForce !== this.current.tree) {
      this.diskIssue = await this.adopt(state);
    }
    if (state.kind !== 'ok') await file.keepLastGood(this.current.text);
    const [issue] = this.issues();
    if (issue?.path === 'config.toml') this.options.report?.('warning', issue.message);
    this.notify();
  }

  /** The reason why an edit made on disk is not in force, or not as it should be; null when all is well. */
  private async adopt(found: Omit<Loaded, 'issue'>): Promise<string | null> {
    const before = this.current;
    const { text, tree, stamp, issue } = await broughtUp(this.options.file, this.options, found);
    this.stamp = stamp;
    const keptBack: Document = { ...before, text, tree };
    const changes = diffTrees(before.inForce, tree);
    const errors = validate(changes, before.inForce, tree, { wholeDocument: true });
    if (errors.length > 0) {
      this.current = keptBack;
      return notInForce(text, errors);
    }
    if (found.text !== before.text) await this.options.file.keep(before.text, 'file');
    this.current = this.documentOf(text, tree);
    const applied = changes.length === 0 ? { ok: true as const } : await this.apply('disk', changes, before, false);
    if (applied.ok) {
      this.tellSaved('file', changes);
      if (changes.length > 0) this.options.report?.('notice', `config.toml was edited: ${keysOf(changes)}`);
      return issue;
    }
    const tried = this.current;
    this.current = keptBack;
    await this.apply('rollback', changes, tried, false);
    return `The edited config.toml could not be applied: ${applied.details || applied.error}`;
  }

  private apply(
    source: ApplyPlan['source'],
    changes: readonly Change[],
    before: Document,
    clearSearchHistory: boolean,
  ): Promise<ApplyResult> {
    const reload = classify(changes);
    const plan: ApplyPlan = {
      ...reload,
      resetSearch: clearSearchHistory ? reload.resetSearch : [],
      source,
      previous: before.resolved,
      next: this.current.resolved,
    };
    return this.options.apply(plan).catch((error: unknown) => {
      const details = error instanceof Error ? error.message : String(error);
      return { ok: false, status: 500, error: 'Failed to apply config', details };
    });
  }

  private settle(text: string, tree: Tree): void {
    this.current = this.documentOf(text, tree);
    this.stamp = this.options.file.stamp();
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
