import type { DesktopBridge } from '../../server/contract/index.ts';

/** The desktop window's extras, null in a browser: found by looking, never by guessing (ui.md SF-1). */
export function desktopBridge(): DesktopBridge | null {
  const found: unknown = Reflect.get(window, 'qbitrrDesktop');
  return isBridge(found) ? found : null;
}

const abilities: readonly (keyof DesktopBridge)[] = ['showDataFolder', 'readAppKey', 'pickPath', 'onGoTo'];

function isBridge(value: unknown): value is DesktopBridge {
  return typeof value === 'object' && value !== null && abilities.every((name) => name in value);
}
