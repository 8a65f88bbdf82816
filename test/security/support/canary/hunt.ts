import { randomBytes } from 'node:crypto';

/** A secret that is nowhere else, so that it is recognised wherever it comes out. */
export interface Canary {
  /** What it stands for, e.g. `Radarr-A.APIKey`. */
  readonly name: string;
  readonly value: string;
  /** Texts that give it away: itself however quoted or escaped, and inside of base64. */
  readonly traces: readonly string[];
}

/** Around the part that no escaping changes stand letters that each escaping changes in its own way. */
export function canary(name: string): Canary {
  const core = `c4nary${randomBytes(8).toString('hex')}`;
  return { name, value: `k"\\ /+${core}&=%<`, traces: tracesOf(core) };
}

/** A secret that came to be elsewhere: a hash, a cookie, a token the server made. */
export function known(name: string, value: string): Canary {
  return { name, value, traces: tracesOf(value) };
}

function tracesOf(text: string): string[] {
  const escaped = [text, encodeURIComponent(text), JSON.stringify(text).slice(1, -1)];
  // What stands before it in the encoded text decides which of three forms it takes; letters shared with neighbours are cut.
  const encoded = [0, 1, 2].map((before) => {
    const whole = Buffer.from('\0'.repeat(before) + text)
      .toString('base64')
      .replace(/=+$/, '');
    return whole.slice(Math.ceil((before * 4) / 3), Math.floor(((before + text.length) * 8) / 6 - 1));
  });
  const urlSafe = encoded.map((form) => form.replaceAll('+', '-').replaceAll('/', '_'));
  return [...new Set([...escaped, ...encoded, ...urlSafe])];
}

/** All that came out of a server, and what must not be in it. */
export class Hunt {
  readonly canaries: Canary[] = [];
  readonly #seen: { where: string; text: string }[] = [];

  add(one: Canary): string {
    this.canaries.push(one);
    return one.value;
  }

  /** Takes down what came out at a place, such as `GET /api/config`. */
  see(where: string, text: string): void {
    this.#seen.push({ where, text });
  }

  get places(): number {
    return new Set(this.#seen.map(({ where }) => where)).size;
  }

  /** `canary in place`, each once, sorted. */
  found(): string[] {
    const found = this.#seen.flatMap(({ where, text }) =>
      this.canaries
        .filter(({ traces }) => traces.some((trace) => text.includes(trace)))
        .map(({ name }) => `${name} in ${where}`),
    );
    return [...new Set(found)].toSorted();
  }

  /** Where and how a find stands, for the message of a failure. */
  around(find: string): string {
    const [name = '', where = ''] = find.split(' in ');
    const traces = this.canaries.find((one) => one.name === name)?.traces ?? [];
    for (const { where: place, text } of this.#seen) {
      if (place !== where) continue;
      const at = traces.map((trace) => text.indexOf(trace)).find((index) => index >= 0);
      if (at !== undefined) return `${find}: ...${text.slice(Math.max(0, at - 120), at + 60)}...`;
    }
    return find;
  }
}
