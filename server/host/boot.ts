import { existsSync, readFileSync } from 'node:fs';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { stringify } from 'smol-toml';
import { isContainer, locateConfig, parseToml } from '../config/index.ts';
import type { ConfigLocation, Environment, ResolvedSettings } from '../config/index.ts';
import { userDataFolder } from '../options.ts';
import type { Flags } from '../options.ts';
import type { Address } from './listening.ts';
import type { UnusableConfig } from './workspace.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/** Data folder and configuration file of this start; `--demo` keeps to a folder of its own. */
export function locate(flags: Flags, env: Variables, environment: Environment): ConfigLocation {
  const cwd = process.cwd();
  const exists = existsSync;
  const defaultDataDir = userDataFolder({ env, platform: process.platform, home: os.homedir(), cwd, exists });
  const weakSignsCount = flags.headless && !exists(path.join(defaultDataDir, 'config.toml'));
  const place = locateConfig({
    dataDirFlag: flags.dataDir,
    configFlag: flags.demo ? null : flags.config,
    dataPathVariable: environment.dataPath,
    container: runsInContainer(weakSignsCount),
    defaultDataDir,
    workingDirectory: flags.headless ? cwd : null,
    exists,
  });
  if (!flags.demo) return place;
  const dataDir = path.join(place.dataDir, 'sandbox');
  return { ...place, dataDir, configPath: path.join(dataDir, 'config.toml'), copyFrom: null };
}

/** Do we run in a container (config.md 1)? Weak signs are those that other systems show too. */
export function runsInContainer(weakSignsCount: boolean): boolean {
  return isContainer({ exists: existsSync, text: textOrNull }, weakSignsCount);
}

function textOrNull(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

/** Makes the data folder and takes over a configuration of the working directory (config.md 1). @throws I/O errors. */
export async function prepareFolder(place: ConfigLocation): Promise<void> {
  await mkdir(place.dataDir, { recursive: true });
  if (place.copyFrom !== null) await copyFile(place.copyFrom, place.configPath);
}

const timing = z.object({
  importSettleSeconds: z.number().min(0).optional(),
  stalledDelaySeconds: z.number().min(0).optional(),
});

/**
 * What the command line and the tests lay over the file: `--observe`, and `QBITRR_TEST_TIMING`, a JSON object that shortens
 * how long a finished download settles and how long a stalled one is waited for.
 */
export function adjustments(flags: Flags, env: Variables): (resolved: ResolvedSettings) => ResolvedSettings {
  const { importSettleSeconds, stalledDelaySeconds } = timing.parse(JSON.parse(env['QBITRR_TEST_TIMING'] ?? '{}'));
  return (resolved) => ({
    ...resolved,
    engine: {
      ...resolved.engine,
      observeOnly: resolved.engine.observeOnly || flags.observe,
      importSettleSeconds: importSettleSeconds ?? resolved.engine.importSettleSeconds,
      arrs: resolved.engine.arrs.map((arr) => ({
        ...arr,
        torrent: {
          ...arr.torrent,
          stalledDelayMinutes:
            stalledDelaySeconds === undefined ? arr.torrent.stalledDelayMinutes : stalledDelaySeconds / 60,
        },
      })),
    },
  });
}

/** Where the API listens: the flags win over `[WebUI]`. */
export function addressOf({ webui }: ResolvedSettings, flags: Flags): Address {
  return { host: flags.host ?? webui.host, port: flags.port ?? webui.port };
}

/** Who may get in, and whether the secrets of it are sealed. */
export interface SandboxAccess {
  readonly webui: ResolvedSettings['webui'];
  readonly usesKeychain: boolean;
}

/**
 * Writes the sandbox's configuration into its own folder, anew at each start since its ports differ. `access` = who may get in
 * stays as the owner's configuration says: people who are signed in remain so, programs keep their token.
 */
export async function writeSandboxConfig(dataDir: string, toml: string, access: SandboxAccess | null): Promise<string> {
  await mkdir(dataDir, { recursive: true });
  const file = path.join(dataDir, 'config.toml');
  await writeFile(file, access === null ? toml : withAccess(toml, access), { mode: 0o600 });
  return file;
}

function withAccess(toml: string, { webui, usesKeychain }: SandboxAccess): string {
  const parsed = parseToml(toml);
  if (!parsed.ok) throw new Error(`the sandbox wrote a configuration that cannot be read: ${parsed.problem.message}`);
  const { oidc } = webui;
  const section = {
    Host: webui.host,
    Port: webui.port,
    Token: webui.token,
    AuthDisabled: webui.authDisabled,
    AllowInsecureExposure: webui.allowInsecureExposure,
    AllowInsecureTokenQuery: webui.allowInsecureTokenQuery,
    BehindHttpsProxy: webui.behindHttpsProxy,
    UrlBase: webui.urlBase,
    AllowedHosts: webui.allowedHosts,
    TrustedProxies: webui.trustedProxies,
    LocalAuthEnabled: webui.localAuthEnabled,
    Username: webui.username,
    PasswordHash: webui.passwordHash,
    OIDCEnabled: oidc.enabled,
    OIDC: {
      Authority: oidc.authority,
      ClientId: oidc.clientId,
      ClientSecret: oidc.clientSecret,
      Scopes: oidc.scopes,
      CallbackPath: oidc.callbackPath,
      AllowedUsers: oidc.allowedUsers,
    },
  };
  const settings = { ...z.record(z.string(), z.unknown()).parse(parsed.tree['Settings']), UseKeychain: usesKeychain };
  return stringify({ ...parsed.tree, Settings: settings, WebUI: section });
}

/** One sentence for an owner whose configuration cannot be used (supervisor.md 1.4, S4). */
export function describeUnusable(reason: UnusableConfig, file: string): string {
  switch (reason.kind) {
    case 'missing':
      return `There is no configuration at ${file}.`;
    case 'unreadable':
      return unreadable(reason.error, file);
    case 'broken': {
      const { line, column, message } = reason.problem;
      const help = reason.backup === null ? '' : ` The newest good backup is ${reason.backup}.`;
      return `${file} is not valid TOML: line ${line}, column ${column}: ${message}. The file was left as it is.${help}`;
    }
  }
}

/** The whole path instead of the name alone, where the reason names the file already. */
function unreadable(error: string, file: string): string {
  const name = path.basename(file);
  return error.startsWith(`${name} `) ? `${file}${error.slice(name.length)}` : `${file} cannot be read: ${error}`;
}

/** The cause of an I/O failure in words. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
