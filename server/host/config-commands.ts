import { lstatSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  describeLocked,
  generateDefault,
  Keychain,
  migrate,
  noKeychain,
  lineFinder,
  newestBackup,
  readEnvironment,
  readState,
  resolveSettings,
  unreadVariables,
  versionWarning,
  warningsOf,
  withFurther,
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
    const isThere = lstatSync(place.configPath, { throwIfNoEntry: false }) !== undefined;
    const target = isThere ? path.resolve('config_new.toml') : place.configPath;
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
export function checkConfig(flags: Flags, env: Variables, output: Output): number {
  const environment = readEnvironment(env);
  if (!environment.ok) return refuse(output, environment.problems);
  const place = locate(flags, env, environment.environment);
  const { configPath } = place;
  for (const note of place.notes) output.log(note);
  for (const note of unreadVariables(env)) output.error(note);
  const state = readState(place.copyFrom ?? configPath);
  switch (state.kind) {
    case 'missing':
      return refuse(output, [`${describeUnusable(state, configPath)} The next start writes a documented one.`]);
    case 'empty':
      output.log(`There is nothing in ${configPath}; the next start writes a documented configuration there.`);
      return exitCode.ok;
    case 'unreadable':
      return refuse(output, [describeUnusable(state, configPath)]);
    case 'broken':
      return refuse(output, [describeUnusable({ ...state, backup: newestBackup(configPath) }, configPath)]);
  }
  const opened = new Keychain(noKeychain).opened(state.text, state.tree);
  if (!opened.ok) {
    return refuse(output, [describeUnusable({ kind: 'unreadable', error: describeLocked(opened) }, configPath)]);
  }
  const upgraded = migrate(opened.text, opened.tree);
  if (!upgraded.ok) return refuse(output, [upgraded.error]);
  const { tree, notes } = upgraded.migration;
  for (const note of notes) output.log(`The next start upgrades the file: ${note}`);
  const newer = versionWarning(tree);
  if (newer !== null) output.error(newer.message);
  const { issues, fatal, engine } = resolveSettings(tree, environment.environment);
  const looks = withFurther(issues, warningsOf(tree));
  const lineOf = lineFinder(opened.text);
  for (const { path: key, message } of looks) {
    const line = lineOf(key);
    output.error(`${line === null ? '' : `line ${line}, `}${key}: ${message}`);
  }
  if (fatal.length > 0) return refuse(output, fatal);
  output.log(
    `${configPath} can be used: ${engine.arrs.length} Arr and ${engine.qbits.length} qBittorrent sections, ${looks.length} to look at.`,
  );
  return exitCode.ok;
}

function refuse(output: Output, reasons: readonly string[]): number {
  for (const reason of reasons) output.error(reason);
  return exitCode.unusable;
}
