import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { until } from '../lab/until.ts';
import { assertContractKept, watched } from './kept-contract.ts';

export const root = path.resolve(import.meta.dirname, '../..');

export interface ServerProcessOptions {
  dataDir: string;
  /** Written to config.toml before the start; absent = what lies there. */
  config?: string;
  args?: string[];
  /** Flags of Node.js itself, for this process and not for its managers. */
  nodeArgs?: string[];
  env?: Record<string, string>;
}

/** The headless program as a user starts it: a process of its own, built, reached over HTTP only. */
export class ServerProcess {
  readonly child: ChildProcess;
  #output = '';
  #exit: { code: number | null; signal: string | null } | null = null;

  private constructor(options: ServerProcessOptions) {
    mkdirSync(options.dataDir, { recursive: true });
    if (options.config !== undefined) writeFileSync(path.join(options.dataDir, 'config.toml'), options.config);
    const args = [
      ...(options.nodeArgs ?? []),
      path.join(root, 'dist/main/cli.js'),
      '--headless',
      '--data-dir',
      options.dataDir,
      ...(options.args ?? []),
    ];
    this.child = spawn(process.execPath, args, {
      cwd: options.dataDir,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NO_COLOR: '1', ...watched, ...options.env },
    });
    const keep = (chunk: Buffer) => {
      this.#output += chunk.toString();
    };
    this.child.stdout?.on('data', keep);
    this.child.stderr?.on('data', keep);
    this.child.once('exit', (code, signal) => {
      this.#exit = { code, signal };
    });
  }

  /** Starts it without waiting for anything. */
  static launch(options: ServerProcessOptions): ServerProcess {
    return new ServerProcess(options);
  }

  /** Starts it and returns when it has printed its address. */
  static async start(options: ServerProcessOptions): Promise<ServerProcess> {
    const server = new ServerProcess(options);
    await until('the server prints its address', () => {
      if (server.#exit) throw new Error(`the server ended with ${server.#exit.code}: ${server.#output}`);
      return server.#output.includes('Sign in once with this link');
    });
    return server;
  }

  get output(): string {
    return this.#output;
  }

  get base(): string {
    const found = /its panel at (http:\/\/\S+?)\/ui/.exec(this.#output);
    if (!found?.[1]) throw new Error(`no address in: ${this.#output}`);
    return found[1];
  }

  get signInLink(): string {
    const found = /(http:\/\/\S+\/sign-in-link\/\S+)/.exec(this.#output);
    if (!found?.[1]) throw new Error(`no sign-in link in: ${this.#output}`);
    return found[1];
  }

  /** A call with the token; the answer's status and JSON. */
  async call(method: string, route: string, token: string, body?: unknown): Promise<{ status: number; body: unknown }> {
    const response = await fetch(`${this.base}${route}`, {
      method,
      headers: { 'X-API-Token': token, ...(body !== undefined && { 'Content-Type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json() };
  }

  /** Waits for the end of the process. */
  async exit(): Promise<{ code: number | null; signal: string | null }> {
    return until('the server ends', () => this.#exit);
  }

  /** Ends the process. @throws Error when one of its answers or frames was not as documented. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    if (!this.#exit) {
      this.child.kill(signal);
      await this.exit();
    }
    assertContractKept(this.#output);
  }
}

export const processList = z.object({
  processes: z.array(
    z.looseObject({
      name: z.string(),
      category: z.string(),
      kind: z.string(),
      pid: z.int().nullable(),
      status: z.string(),
      alive: z.boolean(),
    }),
  ),
});
export const activityList = z.object({
  events: z.array(
    z.looseObject({
      kind: z.string(),
      hash: z.string().nullable(),
      action: z.string().nullable(),
      decision: z.string().nullable(),
      result: z.string(),
      message: z.string(),
    }),
  ),
});

/** Does a process with this id exist? */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
