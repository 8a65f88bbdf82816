import path from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';

/** What the command line asks for (supervisor.md 1.1, config.md 2). */
export interface Flags {
  readonly headless: boolean;
  readonly demo: boolean;
  readonly observe: boolean;
  readonly dataDir: string | null;
  readonly config: string | null;
  readonly host: string | null;
  readonly port: number | null;
  readonly mode: 'run' | 'check-config' | 'gen-config' | 'version' | 'help';
}

export type FlagsResult = { ok: true; flags: Flags } | { ok: false; error: string };

/** Exit codes of supervisor.md 1.6. */
export const exitCode = { ok: 0, unexpected: 1, unusable: 2, alreadyRunning: 3 } as const;

export const usage = `Usage: qbitrr-desktop [options]

  --headless        serve the panel without a window
  --demo            run against the built-in sandbox; nothing of yours is touched
  --observe         decide and record, change nothing
  --data-dir DIR    where configuration, state and logs are kept
  --config FILE     use this configuration file
  --host H          listen on this address instead of WebUI.Host
  --port N          listen on this port instead of WebUI.Port
  --check-config    check the configuration and exit
  --gen-config      write a default configuration and exit
  --version         print the version and exit
  --help            print this text and exit
`;

const portNumber = z.coerce.number().int().min(0).max(65_535);

/** Reads the arguments after the program's name. An unknown one is an error that names it. */
export function parseFlags(args: readonly string[]): FlagsResult {
  try {
    const { values } = parseArgs({
      args: [...args],
      allowPositionals: false,
      options: {
        headless: { type: 'boolean' },
        demo: { type: 'boolean' },
        observe: { type: 'boolean' },
        'data-dir': { type: 'string' },
        config: { type: 'string' },
        host: { type: 'string' },
        port: { type: 'string' },
        'check-config': { type: 'boolean' },
        'gen-config': { type: 'boolean' },
        version: { type: 'boolean', short: 'v' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    const port = values.port === undefined ? null : portNumber.safeParse(values.port);
    if (port && !port.success)
      return { ok: false, error: `--port must be a number from 0 to 65535, not "${values.port}"` };
    const mode = values.help
      ? 'help'
      : values.version
        ? 'version'
        : values['gen-config']
          ? 'gen-config'
          : values['check-config']
            ? 'check-config'
            : 'run';
    return {
      ok: true,
      flags: {
        headless: values.headless ?? false,
        demo: values.demo ?? false,
        observe: values.observe ?? false,
        dataDir: values['data-dir'] ?? null,
        config: values.config ?? null,
        host: values.host ?? null,
        port: port ? port.data : null,
        mode,
      },
    };
  } catch (error) {
    return { ok: false, error: error instanceof Error ? error.message : String(error) };
  }
}

/** Facts about this computer that decide where data is kept. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly home: string;
  readonly cwd: string;
  readonly exists: (file: string) => boolean;
}

/**
 * The data folder when neither flag nor variable names one: the `.config` folder of an earlier qBitrr below the working
 * directory, else the user's own folder for applications (config.md 1).
 */
export function userDataFolder(around: Surroundings): string {
  const { env, platform, home, cwd, exists } = around;
  const earlier = path.join(cwd, '.config');
  if (exists(path.join(earlier, 'config.toml'))) return earlier;
  if (platform === 'win32') return path.join(env['APPDATA'] || path.join(home, 'AppData', 'Roaming'), 'qBitrr Desktop');
  if (platform === 'darwin') return path.join(home, 'Library', 'Application Support', 'qBitrr Desktop');
  return path.join(env['XDG_CONFIG_HOME'] || path.join(home, '.config'), 'qbitrr-desktop');
}
