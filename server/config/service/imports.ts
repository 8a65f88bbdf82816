import { randomUUID } from 'node:crypto';
import type { ConfigPlan, ImportOutcome, ImportRequest, SaveOptions, SaveResult } from '../../contract/index.ts';
import { readImport } from '../import/index.ts';
import { redactToml, restoreToml } from '../secrets/text.ts';
import type { Tree } from '../tree.ts';

export interface ImportsOptions {
  plan(text: string): ConfigPlan;
  save(text: string, options: SaveOptions): Promise<SaveResult>;
  /** The document in force, which a proposal adds to where it has no words of its own. */
  current(): { readonly text: string; readonly tree: Tree };
}

interface Proposal {
  readonly text: string;
  readonly tree: Tree;
}

/** Older ones are forgotten. */
const kept = 5;

/** Proposals from other programs' configurations. They stay here, with their secrets, until one is asked to be saved. */
export class Imports {
  readonly #options: ImportsOptions;
  readonly #proposals = new Map<string, Proposal>();

  constructor(options: ImportsOptions) {
    this.#options = options;
  }

  async propose(request: ImportRequest): Promise<ImportOutcome> {
    const read = await readImport(request, this.#options.current());
    if (!read.ok) return read;
    const id = randomUUID();
    this.#proposals.set(id, read);
    for (const old of [...this.#proposals.keys()].slice(0, -kept)) this.#proposals.delete(old);
    const { text, tree, understood, notUnderstood, attention } = read;
    const config = redactToml(text, tree);
    return { ok: true, proposal: { id, source: request.source, config, understood, notUnderstood, attention } };
  }

  plan(id: string, edited: string | null): Promise<ConfigPlan | null> {
    const text = this.#textOf(id, edited);
    return Promise.resolve(text === null ? null : this.#options.plan(text));
  }

  save(id: string, edited: string | null, options: SaveOptions): Promise<SaveResult | null> {
    const text = this.#textOf(id, edited);
    return text === null ? Promise.resolve(null) : this.#options.save(text, options);
  }

  /** The proposal's text; the owner's edited one gets its secrets back, and is taken as it is when it does not parse. */
  #textOf(id: string, edited: string | null): string | null {
    const proposal = this.#proposals.get(id);
    if (proposal === undefined || edited === null) return proposal?.text ?? null;
    const restored = restoreToml(edited, proposal.tree);
    return restored.ok ? restored.text : edited;
  }
}
