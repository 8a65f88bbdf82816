import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { editToml } from '../document/edit.ts';
import { resolveSettings } from '../resolve/index.ts';
import { generateDefault } from '../template.ts';
import { withChange } from '../tree.ts';
import { broughtUp } from './bring-up.ts';
import { Keychain, noKeychain, wantsKeychain } from '../secrets/keychain.ts';
import { ConfigFile } from './file.ts';
import { FileConfigService } from './index.ts';
import type { ConfigServiceOptions, OpenedConfig } from './types.ts';

/**
 * Opens the configuration file. A missing or empty file is generated when asked for; a broken one is never touched. An
 * older one is brought up to date, with a copy first (config.md 8). An empty `WebUI.Token` is replaced by 64 random hex
 * digits and saved (api.md 3.2).
 */
export async function createConfigService(options: ConfigServiceOptions): Promise<OpenedConfig> {
  const { path, environment, clock, generate, disk, report } = options;
  const keychain = new Keychain(options.keychain ?? noKeychain);
  const file = new ConfigFile(path, { clock, disk, keychain });
  // Left behind by a run that was killed while it saved.
  await rm(`${path}.tmp`, { force: true }).catch(() => undefined);
  const state = file.read();
  if (state.kind === 'unreadable') return state;
  if (state.kind === 'broken') return { kind: 'broken', problem: state.problem, backup: file.newestCopy() };
  if (state.kind !== 'ok' && !generate) return { kind: 'missing' };
  const withFile = { ...options, file };
  const token = randomBytes(32).toString('hex');
  if (state.kind !== 'ok') {
    const text = generateDefault({ environment, dataDir: dirname(path), token });
    const saved = await file.write(text, 'start');
    if (!saved.ok) return { kind: 'unreadable', error: saved.error };
    const written = file.read();
    if (written.kind !== 'ok') return { kind: 'unreadable', error: 'the generated file could not be read back' };
    return { kind: 'generated', service: new FileConfigService(withFile, { ...written, issue: null }, true) };
  }
  const current = await broughtUp(file, options, state);
  if (wantsKeychain(current.tree)) await sealAll(file, current.text, report);
  if (resolveSettings(current.tree, environment).webui.token !== '') {
    return { kind: 'ok', service: new FileConfigService(withFile, current, false) };
  }
  const tree = withChange(current.tree, { path: ['WebUI', 'Token'], value: token });
  const edited = editToml(current.text, tree);
  if (!edited.ok)
    return { kind: 'ok', service: new FileConfigService(withFile, { ...current, tree, issue: edited.error }, true) };
  const written = await file.write(edited.text, 'start');
  const issue = written.ok ? current.issue : written.error;
  const loaded = { text: edited.text, tree, stamp: file.stamp() ?? '', issue };
  return { kind: 'ok', service: new FileConfigService(withFile, loaded, true) };
}

/** Secrets that were written by hand, or by a version of the file from elsewhere, are sealed at the next start. */
async function sealAll(file: ConfigFile, text: string, report: ConfigServiceOptions['report']): Promise<void> {
  const state = file.read();
  if (state.kind !== 'ok' || state.complete) return;
  const sealed = await file.write(text, 'start');
  if (!sealed.ok) return report?.('warning', sealed.error);
  await file.sealCopies(report);
}
