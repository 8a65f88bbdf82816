import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  describeLocked,
  generateDefault,
  Keychain,
  migrate,
  noKeychain,
  parseToml,
  readEnvironment,
  resolveSettings,
} from '../config/index.ts';
import { exitCode } from '../options.ts';
import type { Flags } from '../options.ts';
import { describeUnusable, locate, prepareFolder, reasonOf } from './boot.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/** Where the commands speak to. */
export interface Output {
  log(text: string): void;
  error(text: string): void;
}

/** `--gen-config`: writes the documented file, beside an existing one as `config_new.toml` (supervisor.md S2). */
export async function generateConfig(flags: Flags, env: Variables, output: Output): Promise<number> {
  const environment = readEnvironment(env);
  if (!environment.ok) return refuse(output, environment.problems);
  const place = locate(flags, env, environment.environment);
  try {
    await prepareFolder({ ...place, copyFrom: null });
    const target = existsSync(place.configPath) ? path.resolve('config_new.toml') : place.configPath;
    await writeFile(target, generateDefault({ dataDir: place.dataDir, environment: environment.environment }), {
      mode: 0o600,
    });
    output.log(`Written: ${target}`);
    return exitCode.ok;
  } catch (error) {
    return refuse(output, [`The configuration could not be written: ${reasonOf(error)}`]);
  }
}

/** `--check-config`: says what a start would say about the file, and changes nothing. */
export async function checkConfig(flags: Flags, env: Variables, output: Output): Promise<number> {
  const environment = readEnvironment(env);
  if (!environment.ok) return refuse(output, environment.problems);
  const { configPath } = locate(flags, env, environment.environment);
  const read = await readFile(configPath, 'utf8').then(
    (text) => ({ text }),
    (error: unknown) => ({ error: reasonOf(error) }),
  );
  if ('error' in read) return refuse(output, [describeUnusable({ kind: 'unreadable', error: read.error }, configPath)]);
  const parsed = parseToml(read.text);
  if (!parsed.ok) {
    const { problem } = parsed;
    return refuse(output, [describeUnusable({ kind: 'broken', problem, backup: null }, configPath)]);
  }
  const opened = new Keychain(noKeychain).opened(read.text, parsed.tree);
  if (!opened.ok) {
    return refuse(output, [describeUnusable({ kind: 'unreadable', error: describeLocked(opened) }, configPath)]);
  }
  const upgraded = migrate(opened.text, opened.tree);
  if (!upgraded.ok) return refuse(output, [upgraded.error]);
  for (const note of upgraded.migration.notes) output.log(`The next start upgrades the file: ${note}`);
  const { issues, fatal, engine } = resolveSettings(upgraded.migration.tree, environment.environment);
  for (const issue of issues) output.error(`${issue.path}: ${issue.message}`);
  if (fatal.length > 0) return refuse(output, fatal);
  output.log(
    `${configPath} can be used: ${engine.arrs.length} Arr and ${engine.qbits.length} qBittorrent sections, ${issues.length} to look at.`,
  );
  return exitCode.ok;
}

function refuse(output: Output, reasons: readonly string[]): number {
  for (const reason of reasons) output.error(reason);
  return exitCode.unusable;
}
