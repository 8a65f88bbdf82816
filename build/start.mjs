// npm start / serve / demo: builds what is missing, then opens the desktop window, or says why not and serves headless.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const args = process.argv.slice(2);

/** Newest change below these paths, milliseconds. */
const newest = (...starts) => {
  let latest = 0;
  const visit = (file) => {
    const found = statSync(file);
    if (found.isDirectory()) for (const name of readdirSync(file)) visit(path.join(file, name));
    else if (!/\.test\.tsx?$/.test(file)) latest = Math.max(latest, found.mtimeMs);
  };
  for (const start of starts) if (existsSync(path.join(root, start))) visit(path.join(root, start));
  return latest;
};

const needsBuild = () => {
  const outputs = [
    'dist/main/cli.js',
    'dist/main/worker.js',
    'dist/main/log-worker.js',
    'dist/main/main.js',
    'dist/preload/preload.cjs',
    'dist/renderer/index.html',
  ];
  if (outputs.some((file) => !existsSync(path.join(root, file)))) return true;
  const oldest = Math.min(...outputs.map((file) => statSync(path.join(root, file)).mtimeMs));
  return newest('server', 'electron', 'renderer', 'build/bundle.mjs', 'package.json') > oldest;
};

/** The owner's own Electron: an override folder or the package's normal download; never the one used for tests. */
const findElectron = () => {
  const name =
    { win32: 'electron.exe', darwin: 'Electron.app/Contents/MacOS/Electron' }[process.platform] ?? 'electron';
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  const folders = [override, path.join(root, 'node_modules/electron/dist')].filter(Boolean);
  return folders.map((folder) => path.join(folder, name)).find((file) => existsSync(file)) ?? null;
};

/** Why there is no window, or null when one can open. */
const obstacle = (electron) => {
  if (
    args.some((arg) =>
      ['--headless', '--version', '--help', '-v', '-h', '--gen-config', '--check-config'].includes(arg),
    )
  )
    return '';
  if (!electron) return 'no Electron here (npx install-electron, or set ELECTRON_OVERRIDE_DIST_PATH)';
  const hasDisplay = process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  return hasDisplay ? null : 'no display';
};

const run = (command, commandArgs) =>
  new Promise((resolve) => {
    const child = spawn(command, commandArgs, { stdio: 'inherit', cwd: process.cwd() });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
    child.once('exit', (code, signal) => resolve(code ?? (signal ? 1 : 0)));
    child.once('error', (error) => {
      console.error(`Could not start ${command}: ${error.message}`);
      resolve(1);
    });
  });

if (!existsSync(path.join(root, 'node_modules/vite'))) {
  console.error('The packages are missing. Run `npm ci` first.');
  process.exit(1);
}
if (needsBuild()) {
  console.error('Building the program (this happens once after a change) ...');
  const code = await run(process.execPath, [path.join(root, 'build/bundle.mjs')]);
  if (code !== 0) process.exit(code);
}
const electron = findElectron();
const reason = obstacle(electron);
if (reason === null) {
  const { name } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const asRoot = process.getuid?.() === 0;
  if (asRoot) console.error(`${name}: running as root, so Chromium's own sandbox is off.`);
  process.exitCode = await run(electron, [...(asRoot ? ['--no-sandbox'] : []), root, ...args]);
} else {
  if (reason) console.error(`No desktop window: ${reason}. Serving the same panel without one.`);
  const rest = args.filter((arg) => arg !== '--headless');
  process.exitCode = await run(process.execPath, [path.join(root, 'dist/main/cli.js'), '--headless', ...rest]);
}
