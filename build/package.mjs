// npm run package [-- --dir]: builds the program and packs it with electron-builder for this platform.
// ELECTRON_OVERRIDE_DIST_PATH names an Electron folder to pack instead of the one electron-builder would download.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const args = process.argv.slice(2);
const node = (file, ...rest) => {
  const { status } = spawnSync(process.execPath, [file, ...rest], { stdio: 'inherit', cwd: root });
  if (status !== 0) process.exit(status ?? 1);
};

const overridden = process.env.ELECTRON_OVERRIDE_DIST_PATH;
const dist = overridden ? path.resolve(overridden) : path.join(root, 'node_modules/electron/dist');
const local = existsSync(path.join(dist, 'version'))
  ? [
      `-c.electronDist=${dist}`,
      `-c.electronVersion=${readFileSync(path.join(dist, 'version'), 'utf8').trim().replace(/^v/, '')}`,
    ]
  : [];
const helper = path.join(root, 'node_modules/7zip-bin/linux/x64/7za');
if (process.platform === 'linux' && existsSync(helper)) process.env.ELECTRON_BUILDER_7ZIP_PATH ??= helper;

node(path.join(root, 'build/bundle.mjs'));
node(
  path.join(root, 'node_modules/electron-builder/out/cli/cli.js'),
  '--config',
  'build/electron-builder.yml',
  '--publish',
  'never',
  ...local,
  ...args,
);
