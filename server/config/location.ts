import { dirname, join, resolve } from 'node:path';

export interface LocationOptions {
  /** `--data-dir` and `--config`. */
  readonly dataDirFlag: string | null;
  readonly configFlag: string | null;
  /** `QBITRR_OVERRIDES_DATA_PATH`. */
  readonly dataPathVariable: string | null;
  readonly container: boolean;
  /** The desktop's per-user folder, or `.config` below the working directory when headless. */
  readonly defaultDataDir: string;
  /** Where a `config.toml` may lie that is copied on the first start; null on the desktop. */
  readonly workingDirectory: string | null;
  readonly exists: (path: string) => boolean;
}

export interface ConfigLocation {
  readonly dataDir: string;
  readonly configPath: string;
  /** Copy this file to `configPath` first (config.md 1). */
  readonly copyFrom: string | null;
  /** Things worth a log line. */
  readonly notes: readonly string[];
}

/** Data folder and file (config.md 1): flags, then the variable if that folder exists, then container, then default. */
export function locateConfig(options: LocationOptions): ConfigLocation {
  const { dataDirFlag, configFlag, dataPathVariable, exists, workingDirectory } = options;
  const usable = dataPathVariable !== null && exists(dataPathVariable);
  const fallback = options.container ? '/config' : options.defaultDataDir;
  const besideFile = configFlag === null ? null : dirname(resolve(configFlag));
  const dataDir = resolve(dataDirFlag ?? (usable ? dataPathVariable : null) ?? besideFile ?? fallback);
  const configPath = configFlag === null ? join(dataDir, 'config.toml') : resolve(configFlag);
  const local = workingDirectory === null ? null : join(workingDirectory, 'config.toml');
  const copyFrom =
    configFlag === null && local !== null && resolve(local) !== configPath && !exists(configPath) && exists(local)
      ? local
      : null;
  const notes = [
    ...(dataPathVariable !== null && !usable && dataDirFlag === null
      ? [`QBITRR_OVERRIDES_DATA_PATH names ${dataPathVariable}, which does not exist; ${dataDir} is used.`]
      : []),
    ...(copyFrom === null ? [] : [`${copyFrom} was copied to ${configPath}; later changes go to the copy.`]),
  ];
  return { dataDir, configPath, copyFrom, notes };
}

/** What tells whether this is a container; `text` is null for a file that cannot be read. */
export interface ContainerSigns {
  readonly exists: (path: string) => boolean;
  readonly text: (path: string) => string | null;
}

/**
 * Do we run inside a container (config.md 1)? `/.dockerenv` and `docker` in the control group are sure signs. An overlay as
 * root disk is one for the reference too, but live systems and immutable desktops have it as well: it counts only where
 * `weakSignsCount`, which is without a window and without a configuration in the user's own folder.
 */
export function isContainer({ exists, text }: ContainerSigns, weakSignsCount: boolean): boolean {
  if (exists('/.dockerenv') || (text('/proc/self/cgroup') ?? '').includes('docker')) return true;
  const [root = ''] = (text('/proc/self/mountinfo') ?? '').split('\n');
  return root.includes('docker') || (weakSignsCount && root.includes('overlay'));
}
