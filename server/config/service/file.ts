import type { Clock, ConfigAuthor } from '../../contract/index.ts';
import { keepBroken, keepText, newestBackup, readBackup, rewriteCopies } from '../document/backups.ts';
import { saveFile, type SaveDisk, type SaveOutcome } from '../document/save.ts';
import { parseToml } from '../document/text.ts';
import { describeLocked, type Keychain } from '../secrets/keychain.ts';
import { readState, stampOf, type FileState } from './load.ts';

/** A copy with readable secrets, or why it is of no use here. */
export type KeptCopy = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly error: string };

/** What lies on disk, with secrets readable; `complete` tells that no secret stands there in the clear. */
export type OpenedState = Exclude<FileState, { kind: 'ok' }> | (FileState & { kind: 'ok'; complete: boolean });

/** config.toml and its copies on disk. Above it documents have readable secrets, below it as the owner wants them. */
export class ConfigFile {
  readonly path: string;
  readonly #clock: Clock;
  readonly #disk: SaveDisk | undefined;
  readonly #keychain: Keychain;
  #lastGood: string | null = null;

  constructor(
    path: string,
    { clock, disk, keychain }: { clock: Clock; disk?: SaveDisk | undefined; keychain: Keychain },
  ) {
    this.path = path;
    this.#clock = clock;
    this.#disk = disk;
    this.#keychain = keychain;
  }

  read(): OpenedState {
    const state = readState(this.path);
    if (state.kind !== 'ok') return state;
    const opened = this.#keychain.opened(state.text, state.tree);
    if (!opened.ok) return { kind: 'unreadable', error: describeLocked(opened) };
    return { ...state, text: opened.text, tree: opened.tree, complete: opened.complete };
  }

  /** Why the keychain cannot be chosen here; null when it can. */
  keychainProblem(): string | null {
    return this.#keychain.problem();
  }

  stamp(): string | null {
    return stampOf(this.path);
  }

  /** With a `stamp`, only over the file that has it. */
  async write(text: string, author: ConfigAuthor, stamp?: string | null): Promise<SaveOutcome> {
    const closed = this.#closed(text);
    if (!closed.ok) return { ok: false, error: `config.toml could not be written: ${closed.error}` };
    const isUnchanged = stamp === undefined ? {} : { isUnchanged: () => this.stamp() === stamp };
    return saveFile(this.path, closed.text, { now: this.#clock.now(), author, disk: this.#disk, ...isUnchanged });
  }

  /** Keeps a document that is no longer on disk. A copy that cannot be sealed is not made. */
  async keep(text: string, author: ConfigAuthor): Promise<void> {
    const closed = this.#closed(text);
    if (closed.ok) await keepText(this.path, closed.text, this.#clock.now(), author).catch(() => undefined);
  }

  /**
   * Keeps, once, what only this process still knows while the file is broken or gone: a cut-off file finds a good copy
   * beside it at the next start (S5).
   */
  async keepLastGood(text: string): Promise<void> {
    if (this.#lastGood === text) return;
    this.#lastGood = text;
    await this.keep(text, 'file');
  }

  /** @throws I/O errors. */
  keepBroken(): Promise<void> {
    return keepBroken(this.path, this.#clock.now());
  }

  /** Null when there is no copy with this id. */
  async copy(id: string): Promise<KeptCopy | null> {
    const text = await readBackup(this.path, id);
    if (text === null) return null;
    const parsed = parseToml(text);
    if (!parsed.ok) return { ok: true, text };
    const opened = this.#keychain.opened(text, parsed.tree);
    return opened.ok ? opened : { ok: false, error: describeLocked(opened) };
  }

  newestCopy(): string | null {
    return newestBackup(this.path);
  }

  /** Seals what older copies hold in the clear, once the owner has chosen the keychain. */
  async sealCopies(report: ((level: 'warning', message: string) => void) | undefined): Promise<void> {
    const left = await rewriteCopies(this.path, (text) => this.#keychain.sealed(text));
    if (left.length > 0) report?.('warning', `Copies with readable secrets could not be sealed: ${left.join(', ')}`);
  }

  #closed(text: string): { ok: true; text: string } | { ok: false; error: string } {
    try {
      return { ok: true, text: this.#keychain.closed(text) };
    } catch (error) {
      return {
        ok: false,
        error: `its secrets could not be sealed: ${error instanceof Error ? error.message : String(error)}`,
      };
    }
  }
}
