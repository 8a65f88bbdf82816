import type { Release } from '../contract/index.ts';

type Asset = Release['assets'][number];

const isArm = (name: string): boolean => /arm64|aarch64/i.test(name);

/** Endings of installers, the best one first (build/electron-builder.yml). */
const installers: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  win32: ['.exe', '.msi', '.zip'],
  darwin: ['.dmg', '.zip'],
  linux: ['.AppImage', '.deb', '.tar.gz'],
};

/** The file of a release for this computer; null when it has none. */
export function assetFor(platform: NodeJS.Platform, arch: string, assets: readonly Asset[]): Asset | null {
  const fitting = assets.filter(({ name }) => isArm(name) === (arch === 'arm64') && isFor(platform, name));
  for (const ending of installers[platform] ?? []) {
    const found = fitting.find(({ name }) => name.toLowerCase().endsWith(ending.toLowerCase()));
    if (found !== undefined) return found;
  }
  return null;
}

/** `.zip` is for Windows or macOS; its name says for which. */
function isFor(platform: NodeJS.Platform, name: string): boolean {
  if (!/\.zip$/i.test(name)) return true;
  return platform === 'darwin' ? /mac|darwin/i.test(name) : /win/i.test(name.replaceAll(/darwin/gi, ''));
}
