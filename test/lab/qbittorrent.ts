import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { QbitInstance } from '../../server/contract/settings.ts';
import type { ServerBuild } from './builds.ts';
import { freePort } from './ports.ts';
import { writeProfile } from './profile.ts';
import { until } from './until.ts';

export interface StartOptions {
  /** Section name of `instance`. */
  name?: string;
  bypassLocal?: boolean;
  /** 100 when absent, so that no test locks the others out. */
  failuresBeforeBan?: number;
}

export interface AddOptions {
  /** As qBittorrent sees it; the default save path when absent. */
  savePath?: string;
  category?: string;
  stopped?: boolean;
  tags?: readonly string[];
  skipChecking?: boolean;
}

const user = 'admin';
const password = 'adminadmin';

/** A running qBittorrent with a throw-away profile. */
export class LabServer {
  readonly build: ServerBuild;
  readonly instance: QbitInstance;
  /** Default save path as qBittorrent sees it. */
  readonly downloads: string;
  readonly #dir: string;
  readonly #inner: string;
  #process: ChildProcess | null = null;
  #output = '';
  #cookie = '';

  private constructor(build: ServerBuild, dir: string, inner: string, name: string, port: number) {
    this.build = build;
    this.#dir = dir;
    this.#inner = inner;
    this.downloads = `${inner}/downloads`;
    this.instance = {
      name,
      url: `http://127.0.0.1:${port}`,
      host: '127.0.0.1',
      port,
      userName: user,
      password,
      apiKey: '',
      skipTlsVerify: false,
      matchSubcategories: false,
    };
  }

  /** Starts a new one and returns when its API answers. */
  static async start(build: ServerBuild, options: StartOptions = {}): Promise<LabServer> {
    const parent = build.root === null ? os.tmpdir() : path.join(build.root, 'lab');
    mkdirSync(parent, { recursive: true });
    const dir = mkdtempSync(path.join(parent, 'qbt-'));
    // Inside its tree the 5.1 build sees the profile below another root.
    const inner = build.root === null ? dir : `/lab/${path.basename(dir)}`;
    const webPort = await freePort();
    writeProfile(dir, inner, {
      webPort,
      btPort: await freePort(),
      user,
      password,
      bypassLocal: options.bypassLocal ?? false,
      failuresBeforeBan: options.failuresBeforeBan ?? 100,
    });
    const server = new LabServer(build, dir, inner, options.name ?? 'qBit', webPort);
    await server.run();
    return server;
  }

  /** Starts the stopped server again with the same profile and ports; its sessions are gone. */
  async run(): Promise<void> {
    const command = ['qbittorrent-nox', `--profile=${this.#inner}`];
    const entered = this.build.root === null ? command : ['chroot', this.build.root, ...command];
    // It ends with us, however we end.
    const child = spawn('setpriv', ['--pdeathsig', 'TERM', ...entered], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, HOME: this.#inner },
    });
    const keep = (chunk: Buffer) => {
      this.#output += chunk.toString();
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    this.#process = child;
    this.#cookie = '';
    await until('qBittorrent answers', async () => {
      const code = child.exitCode ?? child.signalCode;
      if (code !== null) throw new Error(`qBittorrent ended with ${code}: ${this.#output}`);
      return fetch(`${this.instance.url}/api/v2/app/version`).then(
        () => true,
        () => false,
      );
    });
  }

  /** Ends it as a user would; state is saved. */
  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    const child = this.#process;
    this.#process = null;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await ended;
  }

  /** Ends it and deletes its profile and downloads. */
  async close(): Promise<void> {
    await this.stop();
    rmSync(this.#dir, { recursive: true, force: true });
  }

  /** Returns once a torrent would outlive the end of this server, which writes it down a moment after it lists it. */
  async saved(hash: string): Promise<void> {
    const file = path.join(this.#dir, 'qBittorrent/data/BT_backup', `${hash}.fastresume`);
    await until('the torrent is written down', () => existsSync(file));
  }

  /** The file it keeps its own settings in, as seen from here. */
  get settingsFile(): string {
    return path.join(this.#dir, 'qBittorrent/config/qBittorrent.conf');
  }

  /** Where a path of qBittorrent is seen from here. */
  hostPath(inside: string): string {
    return this.build.root === null ? inside : path.join(this.build.root, inside);
  }

  /** Writes a file below a folder that qBittorrent sees. */
  writeFile(inside: string, data: Buffer): void {
    const file = this.hostPath(inside);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, data);
  }

  /** Adds .torrent files, 50 per request, without automatic management. */
  async add(torrents: readonly Buffer[], options: AddOptions = {}): Promise<void> {
    for (let from = 0; from < torrents.length; from += 50) {
      const form = new FormData();
      for (const [index, torrent] of torrents.slice(from, from + 50).entries()) {
        // qBittorrent keeps one file per name.
        form.append('torrents', new Blob([new Uint8Array(torrent)]), `${index}.torrent`);
      }
      form.append('savepath', options.savePath ?? this.downloads);
      form.append('autoTMM', 'false');
      // 4.x knows the first word, 5.x the second.
      form.append('paused', String(options.stopped ?? false));
      form.append('stopped', String(options.stopped ?? false));
      form.append('skip_checking', String(options.skipChecking ?? false));
      form.append('category', options.category ?? '');
      form.append('tags', (options.tags ?? []).join(','));
      const answer = await this.api('torrents/add', form);
      if (answer !== 'Ok.') throw new Error(`torrents/add answered ${answer}`);
    }
  }

  /** A call with the lab's own session, so that tests can look behind the client's back. */
  async api(action: string, form?: Record<string, string> | FormData): Promise<string> {
    if (this.#cookie === '') await this.#login();
    const body = form === undefined || form instanceof FormData ? form : new URLSearchParams(form);
    const response = await fetch(`${this.instance.url}/api/v2/${action}`, {
      headers: { Cookie: this.#cookie },
      ...(body !== undefined && { method: 'POST', body }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${action} answered ${response.status} ${text}`);
    return text;
  }

  async #login(): Promise<void> {
    const response = await fetch(`${this.instance.url}/api/v2/auth/login`, {
      method: 'POST',
      body: new URLSearchParams({ username: user, password }),
    });
    this.#cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  }
}
