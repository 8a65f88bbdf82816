import { pbkdf2Sync, randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export interface ProfileOptions {
  webPort: number;
  btPort: number;
  user: string;
  password: string;
  /** No login needed from 127.0.0.1. */
  bypassLocal: boolean;
  /** Wrong passwords before this address is banned. */
  failuresBeforeBan: number;
}

/**
 * Writes a profile that talks to nobody but loopback.
 * @param dir where it is seen from here
 * @param inner where qBittorrent sees it
 */
export function writeProfile(dir: string, inner: string, options: ProfileOptions): void {
  mkdirSync(path.join(dir, 'qBittorrent/config'), { recursive: true });
  mkdirSync(path.join(dir, 'downloads'), { recursive: true });
  const sections: Record<string, Record<string, string | number | boolean>> = {
    // Without it qBittorrent waits for a key press.
    LegalNotice: { Accepted: true },
    Application: { 'FileLogger\\Enabled': false },
    BitTorrent: {
      'Session\\Port': options.btPort,
      'Session\\Interface': 'lo',
      'Session\\InterfaceName': 'lo',
      'Session\\InterfaceAddress': '127.0.0.1',
      'Session\\DefaultSavePath': `${inner}/downloads`,
      'Session\\DHTEnabled': false,
      'Session\\LSDEnabled': false,
      'Session\\PeXEnabled': false,
      'Session\\AddTrackersEnabled': false,
      'Session\\QueueingSystemEnabled': false,
      // All peers share 127.0.0.1.
      'Session\\MultiConnectionsPerIp': true,
      // Trackers on loopback are allowed.
      'Session\\SSRFMitigation': false,
      'Session\\IDNSupportEnabled': false,
      'Session\\Preallocation': false,
      // Milliseconds between state refreshes; the default is 1500.
      'Session\\RefreshInterval': 250,
    },
    Network: { PortForwardingEnabled: false },
    Preferences: {
      'General\\Locale': 'en',
      'WebUI\\Address': '127.0.0.1',
      'WebUI\\Port': options.webPort,
      'WebUI\\Username': options.user,
      'WebUI\\Password_PBKDF2': `"@ByteArray(${passwordKey(options.password)})"`,
      'WebUI\\LocalHostAuth': !options.bypassLocal,
      'WebUI\\CSRFProtection': true,
      'WebUI\\HostHeaderValidation': true,
      'WebUI\\UseUPnP': false,
      'WebUI\\MaxAuthenticationFailCount': options.failuresBeforeBan,
    },
  };
  const text = Object.entries(sections)
    .map(([name, values]) => {
      const lines = Object.entries(values).map(([key, value]) => `${key}=${value}`);
      return [`[${name}]`, ...lines, ''].join('\n');
    })
    .join('\n');
  writeFileSync(path.join(dir, 'qBittorrent/config/qBittorrent.conf'), text);
}

function passwordKey(password: string): string {
  const salt = randomBytes(16);
  const key = pbkdf2Sync(password, salt, 100_000, 64, 'sha512');
  return `${salt.toString('base64')}:${key.toString('base64')}`;
}
