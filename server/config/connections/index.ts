import type {
  ArrTestAnswer,
  Clock,
  ConnectionRequest,
  ConnectionResult,
  LocalApps,
  LocalQbit,
  PathCheck,
} from '../../contract/index.ts';
import type { Tree } from '../tree.ts';
import { testArrAsReference } from './arr-reference.ts';
import { testArr } from './arr.ts';
import { findLocalApps, placesToAsk } from './local.ts';
import { testOmbi, testOverseerr, testWebhook } from './managers.ts';
import { checkPath } from './paths.ts';
import { testQbittorrent } from './qbittorrent.ts';
import { refused } from './result.ts';
import { arrTarget, managerTarget, qbitTarget, webhookTarget } from './target.ts';

/** How long a test may take in all, in milliseconds (api.md 2.8.4). */
const timeoutMs = 15_000;

export interface ConnectionsOptions {
  readonly clock: Clock;
  readonly version: string;
  /** The stored configuration with its secrets. */
  readonly stored: () => Tree;
  /** What each qBittorrent of this computer has in its own settings; left out where nobody may look. */
  readonly localQbits?: (() => Promise<LocalQbit[]>) | undefined;
}

/** `ConnectionControl` of server/api/services.ts. Nothing is sent unless somebody asks. */
export interface Connections {
  test(request: ConnectionRequest): Promise<ConnectionResult>;
  testArr(body: Record<string, unknown>): Promise<ArrTestAnswer>;
  checkPath(path: string): Promise<PathCheck>;
  /** What answers on this computer, at the usual ports and at those in qBittorrent's own settings. */
  findLocal(): Promise<LocalApps>;
}

/** Tries out qBittorrent, the Arrs, request managers and webhooks, stored or just typed in (ui.md CF-9). */
export function createConnections({ clock, version, stored, localQbits }: ConnectionsOptions): Connections {
  return {
    checkPath,
    findLocal: async () => findLocalApps(placesToAsk((await localQbits?.()) ?? [])),
    testArr: (body) => testArrAsReference(body, stored(), timeoutMs),
    test(asked) {
      switch (asked.kind) {
        case 'qbittorrent': {
          const found = qbitTarget(asked, stored());
          return found.ok ? testQbittorrent(found.target, asked.category ?? null, clock) : no(found.message);
        }
        case 'arr': {
          const found = arrTarget(asked, stored());
          return found.ok ? testArr(found.target, clock, timeoutMs) : no(found.message);
        }
        case 'webhook': {
          const found = webhookTarget(asked, stored());
          return found.ok ? testWebhook(found.target, clock, { timeoutMs, version }) : no(found.message);
        }
        default: {
          const found = managerTarget(asked, stored());
          const test = asked.kind === 'ombi' ? testOmbi : testOverseerr;
          return found.ok ? test(found.target, clock, timeoutMs) : no(found.message);
        }
      }
    },
  };
}

function no(message: string): Promise<ConnectionResult> {
  return Promise.resolve(refused(message));
}
