import { Violation } from '../arr/validate.ts';

/** `hashes`: hashes or `all`; `indexes`: integers; both lists joined by `|`. */
export type ParameterType = 'hash' | 'hashes' | 'int' | 'number' | 'bool' | 'string' | 'indexes';

/** Parameters of one route; a name ending in `?` may be absent. */
export type ParameterSpec = Record<string, ParameterType>;

/** An answer that is no fault of the program's strictness: the real server gives it too (arr-api.md 8.1). */
export class Refusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

const shapes: Record<ParameterType, RegExp> = {
  hash: /^[0-9a-f]{40}$/,
  hashes: /^(all|[0-9a-f]{40}(\|[0-9a-f]{40})*)$/,
  int: /^-?\d+$/,
  number: /^-?\d+(\.\d+)?$/,
  bool: /^(true|false)$/,
  string: /^[^]*$/,
  indexes: /^\d+(\|\d+)*$/,
};

/** Checked parameters of one request. */
export class Parameters {
  readonly #values: Map<string, string>;

  private constructor(values: Map<string, string>) {
    this.#values = values;
  }

  /**
   * @throws Violation for unknown and repeated names and for values of another type.
   * @throws Refusal 400 when a required one is missing.
   */
  static read(given: URLSearchParams, spec: ParameterSpec): Parameters {
    const values = new Map<string, string>();
    for (const name of new Set(given.keys())) {
      const type = spec[name] ?? spec[`${name}?`];
      const texts = given.getAll(name);
      const [text = ''] = texts;
      if (type === undefined) throw new Violation(`unknown parameter "${name}"`);
      if (texts.length > 1) throw new Violation(`parameter "${name}" is repeated`);
      if (!shapes[type].test(text)) throw new Violation(`parameter "${name}" is not of type ${type}: "${text}"`);
      values.set(name, text);
    }
    const missing = Object.keys(spec).find((name) => !name.endsWith('?') && !values.has(name));
    if (missing !== undefined) throw new Refusal(400, `Missing required parameter: ${missing}`);
    return new Parameters(values);
  }

  has(name: string): boolean {
    return this.#values.has(name);
  }

  text(name: string): string {
    return this.#values.get(name) ?? '';
  }

  /** The fallback when absent. */
  number(name: string, fallback = 0): number {
    return Number(this.#values.get(name) ?? fallback);
  }

  flag(name: string): boolean {
    return this.#values.get(name) === 'true';
  }

  /** Parts of a list, trimmed, none empty. */
  list(name: string, separator: string): string[] {
    return this.text(name)
      .split(separator)
      .map((part) => part.trim())
      .filter((part) => part !== '');
  }
}
