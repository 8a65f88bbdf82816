import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { newestBackup } from '../document/backups.ts';
import { saveFile } from '../document/save.ts';
import { editToml } from '../document/text.ts';
import { resolveSettings } from '../resolve/index.ts';
import { generateDefault } from '../template.ts';
import { withChange } from '../tree.ts';
import { broughtUp } from './bring-up.ts';
import { FileConfigService } from './index.ts';
import { readState, stampOf } from './load.ts';
import type { ConfigServiceOptions, OpenedConfig } from './types.ts';

/**
 * Opens the configuration file. A missing or empty file is generated when asked for; a broken one is never touched. An
 * older one is brought up to date, with a copy first (config.md 8). An empty `WebUI.Token` is replaced by 64 random hex
 * digits and saved (api.md 3.2).
 */
export async function createConfigService(options: ConfigServiceOptions): Promise<OpenedConfig> {
  const { path, environment, clock, generate, disk } = options;
  // Left behind by a run that was killed while it saved.
  await rm(`${path}.tmp`, { force: true }).catch(() => undefined);
  const state = readState(path);
  if (state.kind === 'unreadable') return state;
  if (state.kind === 'broken') return { kind: 'broken', problem: state.problem, backup: newestBackup(path) };
  if (state.kind !== 'ok' && !generate) return { kind: 'missing' };
  const token = randomBytes(32).toString('hex');
  if (state.kind !== 'ok') {
    const text = generateDefault({ environment, dataDir: dirname(path), token });
    const saved = await saveFile(path, text, { now: clock.now(), author: 'start', disk });
    if (!saved.ok) return { kind: 'unreadable', error: saved.error };
    const written = readState(path);
    if (written.kind !== 'ok') return { kind: 'unreadable', error: 'the generated file could not be read back' };
    return { kind: 'generated', service: new FileConfigService(options, { ...written, issue: null }, true) };
  }
  const current = await broughtUp(options, state);
  if (resolveSettings(current.tree, environment).webui.token !== '') {
    return { kind: 'ok', service: new FileConfigService(options, current, false) };
  }
  const tree = withChange(current.tree, { path: ['WebUI', 'Token'], value: token });
  const edited = editToml(current.text, tree);
  if (!edited.ok)
    return { kind: 'ok', service: new FileConfigService(options, { ...current, tree, issue: edited.error }, true) };
  const written = await saveFile(path, edited.text, { now: clock.now(), author: 'start', disk });
  const issue = written.ok ? current.issue : written.error;
  const loaded = { text: edited.text, tree, stamp: stampOf(path) ?? '', issue };
  return { kind: 'ok', service: new FileConfigService(options, loaded, true) };
}
