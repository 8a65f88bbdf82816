import { chmod } from 'node:fs/promises';

/** Mode 0600: secrets are inside. Windows and some network folders know no modes; what was written stays written. */
export async function makePrivate(path: string): Promise<void> {
  if (process.platform !== 'win32') await chmod(path, 0o600).catch(() => undefined);
}
