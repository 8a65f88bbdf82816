import { safeStorage } from 'electron';
import type { KeychainState } from '../server/config/index.ts';

/** On Linux these hide a text from nobody (electronjs.org/docs/latest/api/safe-storage). */
const worthless = ['basic_text', 'unknown'];

/** The keychain of the operating system, once the application is ready. macOS may ask its user at the first call. */
export function systemKeychain(): KeychainState {
  const linux = process.platform === 'linux';
  if (!safeStorage.isEncryptionAvailable() || (linux && worthless.includes(safeStorage.getSelectedStorageBackend()))) {
    const reason = linux
      ? 'no keyring (GNOME Keyring or KWallet) is running in this session'
      : 'the operating system offers no keychain';
    return { ok: false, reason };
  }
  return {
    ok: true,
    box: {
      seal: (text) => safeStorage.encryptString(text).toString('base64'),
      open: (sealed) => safeStorage.decryptString(Buffer.from(sealed, 'base64')),
    },
  };
}
