import { editToml } from '../document/edit.ts';
import { parseToml } from '../document/text.ts';
import { getAt, type Tree } from '../tree.ts';
import { mapSecrets } from './tree.ts';

/** Turns texts into such as only this user on this computer can read, and back. */
export interface SecretBox {
  /** Base64 of the sealed text. @throws when the keychain refuses. */
  seal(text: string): string;
  /** The text behind Base64 that `seal` made here. @throws when it was made elsewhere or is damaged. */
  open(sealed: string): string;
}

/** The keychain of the operating system, or why there is none. */
export type KeychainState =
  { readonly ok: true; readonly box: SecretBox } | { readonly ok: false; readonly reason: string };

/** A document whose secrets are readable, or the dotted paths of those that are not, and why. */
export type Unsealed =
  | { readonly ok: true; readonly text: string; readonly tree: Tree; readonly complete: boolean }
  | { readonly ok: false; readonly locked: readonly string[]; readonly reason: string };

export const keychainSetting = 'Settings.UseKeychain';

const prefix = 'keychain:v1:';
const marked = (value: unknown): value is string => typeof value === 'string' && value.startsWith(prefix);

/**
 * Secrets at rest. On disk a sealed secret stands where it always stood, as `keychain:v1:<base64>`; in memory every document
 * is open. So copies, restores and edits by hand work as without it, and there is no second file that could get lost.
 */
export class Keychain {
  readonly #ask: () => KeychainState;
  /** A system that seals differently each time must not change lines nobody changed. */
  readonly #sealed = new Map<string, string>();
  #state: KeychainState | null = null;

  /** `ask` is called once, when it is first needed: some systems show a dialog. */
  constructor(ask: () => KeychainState) {
    this.#ask = ask;
  }

  /** Why the owner cannot choose it here; null when it can be chosen. */
  problem(): string | null {
    const state = this.#known();
    return state.ok ? null : state.reason;
  }

  /** The document as it is meant. `complete` tells whether every secret was sealed. */
  opened(text: string, tree: Tree): Unsealed {
    const secrets = secretsOf(tree);
    const sealed = secrets.filter(({ value }) => marked(value));
    const complete = sealed.length === secrets.length;
    if (sealed.length === 0) return { ok: true, text, tree, complete };
    const locked: string[] = [];
    let reason = this.problem() ?? '';
    const plain = mapSecrets(tree, (value, path) => {
      if (!marked(value)) return value;
      try {
        return this.#open(value);
      } catch (error) {
        locked.push(path);
        reason ||= error instanceof Error ? error.message : String(error);
        return value;
      }
    });
    if (locked.length > 0) return { ok: false, locked, reason };
    const edited = editToml(text, plain);
    return edited.ok
      ? { ok: true, text: edited.text, tree: plain, complete }
      : { ok: false, locked: sealed.map(({ path }) => path), reason: edited.error };
  }

  /** The text as it goes to disk: sealed where it asks for it, otherwise as it is. @throws when that fails. */
  closed(text: string): string {
    const parsed = parseToml(text);
    return parsed.ok && wantsKeychain(parsed.tree) ? this.sealed(text) : text;
  }

  /** The text with every secret sealed; text that does not parse stays as it is. @throws when that fails. */
  sealed(text: string): string {
    const parsed = parseToml(text);
    if (!parsed.ok) return text;
    const state = this.#known();
    if (!state.ok) throw new Error(state.reason);
    const edited = editToml(
      text,
      mapSecrets(parsed.tree, (value) => this.#seal(state.box, value)),
    );
    if (!edited.ok) throw new Error(edited.error);
    return edited.text;
  }

  #open(value: string): string {
    const state = this.#known();
    if (!state.ok) throw new Error(state.reason);
    const plain = state.box.open(value.slice(prefix.length));
    this.#sealed.set(plain, value);
    return plain;
  }

  #seal(box: SecretBox, value: string): string {
    if (value === '' || marked(value)) return value;
    const known = this.#sealed.get(value) ?? `${prefix}${box.seal(value)}`;
    this.#sealed.set(value, known);
    return known;
  }

  #known(): KeychainState {
    return (this.#state ??= this.#ask());
  }
}

/** Does the owner want secrets in the keychain? */
export function wantsKeychain(tree: Tree): boolean {
  return getAt(tree, keychainSetting.split('.')) === true;
}

/** For programs without a keychain, such as the server under Node. */
export function noKeychain(): KeychainState {
  return { ok: false, reason: 'only the desktop program can use the keychain of the operating system' };
}

/** What to say and do about secrets that cannot be read. */
export function describeLocked({ locked, reason }: Unsealed & { ok: false }): string {
  const names = locked.slice(0, 5).join(', ') + (locked.length > 5 ? ` and ${locked.length - 5} more` : '');
  return (
    `its secrets are sealed by the keychain of the computer and user it was written by (${names}), and ${reason}. ` +
    `Start the desktop program there and switch ${keychainSetting} off, or replace them by their values.`
  );
}

interface Secret {
  readonly path: string;
  readonly value: string;
}

function secretsOf(tree: Tree): Secret[] {
  const found: Secret[] = [];
  mapSecrets(tree, (value, path) => {
    if (value !== '') found.push({ path, value });
    return value;
  });
  return found;
}
