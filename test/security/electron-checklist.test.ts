import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { contentPolicy } from '../../server/api/http/entry.ts';
import { PanelWindow } from '../../electron/window.ts';

/*
 * https://www.electronjs.org/docs/latest/tutorial/security, item by item. What a setting decides is read where it is made: from the
 * window that window.ts creates on a recording stand-in for Electron. What is a matter of not doing something is read from the
 * sources. test/desktop/desktop.spec.ts shows the same in a real Electron.
 */

type Listener = (...args: unknown[]) => unknown;

const made = vi.hoisted(() => {
  const events = new Map<string, Listener>();
  const handlers = new Map<string, Listener>();
  return {
    options: null as Record<string, unknown> | null,
    loaded: [] as string[],
    opened: [] as string[],
    events,
    handlers,
    mainFrame: { name: 'main', url: '' },
  };
});

vi.mock('electron', () => {
  const webContents = {
    on: (name: string, listener: Listener) => made.events.set(name, listener),
    setWindowOpenHandler: (handler: Listener) => made.handlers.set('window-open', handler),
    session: {
      cookies: { set: async () => undefined },
      setPermissionRequestHandler: (handler: Listener) => made.handlers.set('permission-request', handler),
      setPermissionCheckHandler: (handler: Listener) => made.handlers.set('permission-check', handler),
    },
    mainFrame: made.mainFrame,
    getURL: () => made.loaded.at(-1) ?? '',
  };
  class BrowserWindow {
    readonly webContents = webContents;
    constructor(options: Record<string, unknown>) {
      made.options = options;
    }
    on(): void {}
    async loadURL(url: string): Promise<void> {
      made.loaded.push(url);
    }
    isDestroyed(): boolean {
      return false;
    }
    destroy(): void {}
  }
  return { BrowserWindow, shell: { openExternal: async (url: string) => made.opened.push(url) } };
});

const root = path.resolve(import.meta.dirname, '../..');
const sources = readdirSync(path.join(root, 'electron'))
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  .map((name) => readFileSync(path.join(root, 'electron', name), 'utf8'))
  .join('\n');
const panelSources = [readFileSync(path.join(root, 'renderer/index.html'), 'utf8')];
const origin = 'http://127.0.0.1:6969';
let window: PanelWindow;

beforeEach(async () => {
  made.loaded.length = 0;
  made.opened.length = 0;
  window = new PanelWindow({
    panelUrl: () => `${origin}/ui`,
    preload: '/app/preload.cjs',
    icon: '/app/icon.png',
    sessionCookie: () => ({ name: 'qbitrr_session', value: 's' }),
    report: () => undefined,
  });
  await window.open('/logs');
});

const preferences = (): Record<string, unknown> => {
  const found = made.options?.['webPreferences'];
  return typeof found === 'object' && found !== null ? { ...found } : {};
};

/** Was the navigation stopped? */
const stops = (event: string, url: string): boolean => {
  const preventDefault = vi.fn<() => void>();
  made.events.get(event)?.({ preventDefault, url }, url);
  return preventDefault.mock.calls.length === 1;
};

const foreign = [
  'https://evil.example/',
  `${origin}.evil.example/`,
  'http://127.0.0.1:6970/ui',
  'file:///etc/passwd',
  'no address',
];

describe('the Electron checklist', () => {
  test('1 only secure content: the panel of this computer, nothing else', () => {
    expect(made.loaded).toEqual([`${origin}/ui/logs`]);
    expect(sources.match(/loadURL\((?!url\))/g)).toBeNull();
    for (const html of panelSources) expect(html).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
  });

  test('2 no Node.js in the page', () => {
    expect(preferences()).toMatchObject({ nodeIntegration: false });
    expect(sources).not.toMatch(/nodeIntegration(?:InWorker|InSubFrames)?: true/);
  });

  test('3 context isolation', () => {
    expect(preferences()).toMatchObject({ contextIsolation: true });
  });

  test('4 process sandbox', () => {
    expect(preferences()).toMatchObject({ sandbox: true });
    expect(sources).not.toMatch(/no-sandbox|sandbox: false/);
  });

  test('5 permissions: writing to the clipboard, for the panel itself; all else is refused', () => {
    const asks = (permission: string, url: string): unknown => {
      const answer = vi.fn<(granted: boolean) => void>();
      made.handlers.get('permission-request')?.({ getURL: () => url }, permission, answer);
      return answer.mock.calls[0]?.[0];
    };
    const checks = (permission: string, url: string): unknown =>
      made.handlers.get('permission-check')?.(null, permission, url);
    for (const decide of [asks, checks]) {
      expect(decide('clipboard-sanitized-write', `${origin}/ui/`)).toBe(true);
      for (const permission of [
        'media',
        'geolocation',
        'notifications',
        'openExternal',
        'clipboard-read',
        'hid',
        'unknown',
      ])
        expect(decide(permission, `${origin}/ui/`)).toBe(false);
      for (const url of foreign) expect(decide('clipboard-sanitized-write', url)).toBe(false);
    }
  });

  test('6, 8, 9, 10 web security stays on, mixed content, experiments and Blink features off', () => {
    for (const name of ['webSecurity', 'allowRunningInsecureContent', 'experimentalFeatures', 'enableBlinkFeatures']) {
      expect(preferences()).not.toHaveProperty(name);
    }
    expect(sources).not.toMatch(/disable-web-security|ignore-certificate-errors|certificate-error/);
  });

  test('7 a content policy without unsafe-inline and unsafe-eval, in the header of every answer', () => {
    for (const policy of [contentPolicy(null), contentPolicy('n0nce')]) {
      expect(policy).toContain("default-src 'self'");
      expect(policy).toContain("script-src 'self';");
      expect(policy).not.toMatch(/unsafe-|\*|https?:/);
    }
    expect(panelSources.join()).not.toMatch(/<script(?![^>]*src=)|\son\w+="|style="/);
  });

  test('11, 12 no webview', () => {
    expect(preferences()).not.toHaveProperty('webviewTag');
    expect(stops('will-attach-webview', origin)).toBe(true);
  });

  test.each(['will-navigate', 'will-redirect', 'will-frame-navigate'])('13 %s stays at the panel', (event) => {
    expect(stops(event, `${origin}/ui/settings`)).toBe(false);
    for (const url of foreign) expect([url, stops(event, url)]).toEqual([url, true]);
  });

  test('14, 15 no second window; only web addresses go to the browser', () => {
    const open = (url: string): unknown => made.handlers.get('window-open')?.({ url });
    const bad = [
      'file:///etc/passwd',
      'javascript:alert(1)',
      'smb://host/share',
      'ms-msdt:/id',
      'no address',
      `${origin}/ui`,
    ];
    for (const url of [...bad, 'https://github.com/']) expect(open(url)).toEqual({ action: 'deny' });
    expect(made.opened).toEqual(['https://github.com/']);
    expect(sources.match(/openExternal\((?!url\)|'https:)/g)).toBeNull();
  });

  test('16 a current Electron, by exact version', () => {
    const version = /"electron": "(\d+)\.\d+\.\d+"/.exec(readFileSync(path.join(root, 'package.json'), 'utf8'))?.[1];
    expect(Number(version)).toBeGreaterThanOrEqual(45);
  });

  test('17 every message asks who sent it', () => {
    const handlers = sources.match(/ipcMain\.(?:handle|on|once|handleOnce)\([\s\S]*?\n {4}\}\);/g) ?? [];
    expect(sources.match(/ipcMain\.\w+\(/g)).toHaveLength(handlers.length);
    for (const handler of handlers) expect(handler).toContain('owns(event.senderFrame)');
    expect(window.owns(null)).toBe(false);
    made.mainFrame.url = `${origin}/ui/`;
    expect(window.owns(made.mainFrame)).toBe(true);
    expect(window.owns({ url: `${origin}/ui/` })).toBe(false);
    for (const url of [...foreign, 'data:text/html,x']) {
      made.mainFrame.url = url;
      expect(window.owns(made.mainFrame)).toBe(false);
    }
  });

  test('design.md 4: no dialog holds up the engine until it is answered', () => {
    expect(sources).not.toMatch(/dialog\.\w+Sync\b/);
  });

  test('18 no file protocol', () => {
    expect(sources).not.toMatch(/loadFile|file:\/\/|registerFileProtocol|interceptFileProtocol/);
  });

  test('19 fuses that turn the program into a plain Node.js are blown', () => {
    const builder = readFileSync(path.join(root, 'build/electron-builder.yml'), 'utf8');
    for (const line of [
      'runAsNode: false',
      'enableNodeOptionsEnvironmentVariable: false',
      'enableNodeCliInspectArguments: false',
      'onlyLoadAppFromAsar: true',
      'enableEmbeddedAsarIntegrityValidation: true',
      'grantFileProtocolExtraPrivileges: false',
    ])
      expect(builder).toContain(`  ${line}`);
  });

  test('20 the page gets named functions, not Electron', () => {
    const preload = readFileSync(path.join(root, 'electron/preload.ts'), 'utf8');
    expect(preload.split('\n').length).toBeLessThan(20);
    expect(preload).toContain('contextBridge.exposeInMainWorld');
    expect(preload.match(/ipcRenderer\.\w+/g)).toEqual(expect.arrayContaining(['ipcRenderer.invoke']));
    expect(preload).not.toMatch(/ipcRenderer\.(?:send|sendSync)\b|[:=] ipcRenderer[,;\s}]/);
    // What is sent to the page reaches it without the event, which holds Electron's sender.
    for (const heard of preload.match(/\.on\(.*/g) ?? [])
      expect(heard).toMatch(/\('[\w:-]+', \(_, .*listener\(route\)\);$/);
  });
});
