/** Releases the fake can play (arr-api.md 9, row 13). */
export type FakeQbitRelease = '4.5.2' | '5.1.4' | '5.2.0';

/** What differs between them (arr-api.md 8.2-8.7). */
export interface FakeQbitVersion {
  app: FakeQbitRelease;
  webApi: string;
  /** Name of the session cookie; 5.2 puts the port into it. */
  cookieName(port: number): string;
  login: { ok: { status: number; text: string }; wrong: { status: number; text: string } };
  /** Status of actions without data. */
  doneStatus: 200 | 204;
  /** 5.x says stop, start and stopped where 4.x says pause, resume and paused. */
  saysStopped: boolean;
  /** What a time that was never set looks like. */
  unsetTime: number;
  shareLimits: { inactiveRequired: boolean; actionRequired: boolean };
  subcategoriesAlways: boolean;
  apiKeys: boolean;
  /** Torrent fields of 8.4 that came after 4.4. */
  fields: { inactiveLimits: boolean; popularity: boolean; shareLimitAction: boolean };
}

const oldLogin = { ok: { status: 200, text: 'Ok.' }, wrong: { status: 200, text: 'Fails.' } };

export const fakeQbitVersions: Record<FakeQbitRelease, FakeQbitVersion> = {
  '4.5.2': {
    app: '4.5.2',
    webApi: '2.8.19',
    cookieName: () => 'SID',
    login: oldLogin,
    doneStatus: 200,
    saysStopped: false,
    unsetTime: 0xffff_ffff,
    shareLimits: { inactiveRequired: false, actionRequired: false },
    subcategoriesAlways: false,
    apiKeys: false,
    fields: { inactiveLimits: false, popularity: false, shareLimitAction: false },
  },
  '5.1.4': {
    app: '5.1.4',
    webApi: '2.11.4',
    cookieName: () => 'SID',
    login: oldLogin,
    doneStatus: 200,
    saysStopped: true,
    unsetTime: -1,
    shareLimits: { inactiveRequired: true, actionRequired: false },
    subcategoriesAlways: false,
    apiKeys: false,
    fields: { inactiveLimits: true, popularity: true, shareLimitAction: false },
  },
  '5.2.0': {
    app: '5.2.0',
    webApi: '2.15.1',
    cookieName: (port) => `QBT_SID_${port}`,
    login: { ok: { status: 204, text: '' }, wrong: { status: 401, text: '' } },
    doneStatus: 204,
    saysStopped: true,
    unsetTime: -1,
    shareLimits: { inactiveRequired: true, actionRequired: true },
    subcategoriesAlways: true,
    apiKeys: true,
    fields: { inactiveLimits: true, popularity: true, shareLimitAction: true },
  },
};
