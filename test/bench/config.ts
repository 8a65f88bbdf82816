import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseToml } from '../../server/config/document/text.ts';
import { emptyEnvironment } from '../../server/config/environment.ts';
import { createConfigService } from '../../server/config/service/open.ts';
import { diffTrees } from '../../server/config/tree.ts';
import { validate } from '../../server/config/validate/index.ts';
import { judged, measured, median } from './figure.ts';
import type { Figure } from './figure.ts';

const runs = 15;
const warmUps = 5;

/** A file of over 3,000 lines: opened as at a start and validated as a whole; one key saved, with backup and fsync. */
export async function configFigures(folder: string, corpus: string): Promise<Figure[]> {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'config.toml');
  copyFileSync(path.join(corpus, 'huge.toml'), file);
  const text = readFileSync(file, 'utf8');
  const lines = text.split('\n').length;
  const clock = { now: () => Date.now(), monotonic: () => performance.now() };
  const open = async () => {
    const opened = await createConfigService({
      path: file,
      environment: emptyEnvironment,
      clock,
      generate: false,
      apply: () => Promise.resolve({ ok: true }),
    });
    if (!('service' in opened)) throw new Error(`the file is ${opened.kind}`);
    return opened.service;
  };
  const service = await open();
  const loads: number[] = [];
  for (let run = 0; run < warmUps + runs; run += 1) {
    const start = performance.now();
    await open();
    const parsed = parseToml(text);
    if (!parsed.ok) throw new Error(parsed.problem.message);
    validate(diffTrees({}, parsed.tree), {}, parsed.tree, { wholeDocument: true });
    if (run >= warmUps) loads.push(performance.now() - start);
  }
  const saves: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const start = performance.now();
    const saved = await service.applyChanges({ 'Settings.LoopSleepTimer': 10 + run }, { ifMatch: null });
    if (!saved.ok) throw new Error(saved.error);
    saves.push(performance.now() - start);
  }
  const note = `${lines} lines, median of ${runs}`;
  return [
    judged(measured('config_load_validate_ms', median(loads), 'ms', note), { most: 60 }),
    measured('config_save_one_key_ms', median(saves), 'ms', `${note}, with backup and fsync`),
  ];
}
