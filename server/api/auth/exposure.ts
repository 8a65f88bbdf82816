import { isLoopback, type WebUiSettings } from '../../contract/index.ts';

/** How the server may stand in the network (api.md 3.2). */
export type Exposure =
  | { kind: 'locked' }
  | { kind: 'open' }
  /** The web server must not start; `message` says what to change. */
  | { kind: 'refused'; message: string };

type ExposureSettings = Pick<WebUiSettings, 'authDisabled' | 'allowInsecureExposure' | 'host'>;

/** The matrix of api.md 3.2: only a written `AuthDisabled = true` opens the server, on a reachable address only with a second key. */
export function exposure({ authDisabled, allowInsecureExposure, host }: ExposureSettings): Exposure {
  if (!authDisabled) return { kind: 'locked' };
  if (isLoopback(host) || allowInsecureExposure) return { kind: 'open' };
  return {
    kind: 'refused',
    message:
      `WebUI.AuthDisabled = true would let everybody who reaches ${host || 'this computer'} control qBitrr without signing in. ` +
      'Set WebUI.AuthDisabled = false, or WebUI.Host = "127.0.0.1", or, if the network is trusted, WebUI.AllowInsecureExposure = true.',
  };
}
