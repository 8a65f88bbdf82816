import { connect } from 'node:net';
import type { Clock } from '../contract/index.ts';

/** Milliseconds a good and a bad answer count, and the patience with one host (supervisor.md 5.1). */
const goodFor = 60_000;
const badFor = 10_000;
const patience = 5_000;

/** Opens and closes one TCP connection; false when that fails or takes too long. */
export type Probe = (host: string, port: number) => Promise<boolean>;

/** A host with the ports to try, from a bare host, `host:port` or a URL; null for something else. */
export function pingTarget(text: string): { host: string; ports: number[] } | null {
  const trimmed = text.trim();
  const url = /^[a-z]+:\/\//i.test(trimmed) ? trimmed : `tcp://${trimmed}`;
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed === null || parsed.hostname === '') return null;
  const host = parsed.hostname.replace(/^\[|\]$/g, '');
  if (parsed.port !== '') return { host, ports: [Number(parsed.port)] };
  if (parsed.protocol === 'https:') return { host, ports: [443] };
  return { host, ports: parsed.protocol === 'http:' ? [80] : [443, 80] };
}

/** L7: is there an internet, asked only when qBittorrent itself says that it is disconnected; all hosts are tried (FIX Q26). */
export class Connectivity {
  readonly #clock: Clock;
  readonly #probe: Probe;
  readonly #random: () => number;
  #known: { online: boolean; until: number } | null = null;

  constructor(options: { clock: Clock; random: () => number; probe?: Probe }) {
    this.#clock = options.clock;
    this.#random = options.random;
    this.#probe = options.probe ?? probeTcp;
  }

  async isOnline(targets: readonly string[]): Promise<boolean> {
    const now = this.#clock.monotonic();
    if (this.#known !== null && now < this.#known.until) return this.#known.online;
    const online = await this.#ask(targets);
    this.#known = { online, until: now + (online ? goodFor : badFor) };
    return online;
  }

  async #ask(texts: readonly string[]): Promise<boolean> {
    const targets = texts.flatMap((text) => pingTarget(text) ?? []);
    const shuffled = targets.map((target) => ({ target, at: this.#random() })).toSorted((a, b) => a.at - b.at);
    for (const { target } of shuffled) {
      for (const port of target.ports) if (await this.#probe(target.host, port)) return true;
    }
    return false;
  }
}

function probeTcp(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: patience });
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => end(true));
    socket.once('timeout', () => end(false));
    socket.once('error', () => end(false));
  });
}
