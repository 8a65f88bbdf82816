import { create } from 'zustand';
import { z } from 'zod';
import { arrType, type ConnectionResult } from '../../../server/contract/index.ts';

/** The steps of a first run after Welcome, in order (ui.md 7). */
export const steps = ['qbittorrent', 'apps', 'categories', 'folder', 'access', 'review'] as const;
export type Step = (typeof steps)[number];

const app = z.object({
  id: z.string(),
  type: arrType,
  /** Name of the section, e.g. `Radarr-1080`. */
  name: z.string(),
  url: z.string(),
  used: z.boolean(),
  /** '' = the name in lower case. */
  category: z.string(),
  skipTlsVerify: z.boolean().default(false),
});
export type DraftApp = z.infer<typeof app>;

const kept = z.object({
  qbit: z.object({
    used: z.boolean(),
    url: z.string(),
    userName: z.string(),
    /** Any certificate will do; counts for https only. */
    skipTlsVerify: z.boolean().default(false),
  }),
  apps: z.array(app),
  /** The usual ports were looked at once; what the owner did to the list stays. */
  looked: z.boolean(),
  /** Folder of finished downloads as this computer calls it; null = as qBittorrent calls it. */
  folder: z.string().nullable(),
  /** What qBittorrent calls the same folder, where that differs; null = the same. */
  remote: z.string().nullable(),
  /** Gigabytes to keep free, as typed; '' = the guard is off. */
  keepFree: z.string(),
  access: z.enum(['computer', 'network']).nullable(),
  userName: z.string(),
});

/** What is typed so far, without any secret. */
export type SetUpDraft = z.infer<typeof kept>;

/** What is not kept anywhere but in this page's memory. */
export interface SetUpSecrets {
  qbitPassword: string;
  /** API key by id of the app. */
  keys: Readonly<Record<string, string>>;
  password: string;
  repeat: string;
}

/** Outcome of the last test of each connection, for as long as what was tested stands. */
interface Tested {
  qbit: ConnectionResult | null;
  apps: Readonly<Record<string, ConnectionResult>>;
}

export const emptyDraft: SetUpDraft = {
  qbit: { used: true, url: 'http://127.0.0.1:8080', userName: '', skipTlsVerify: false },
  apps: [],
  looked: false,
  folder: null,
  remote: null,
  keepFree: '',
  access: null,
  userName: 'admin',
};
const noSecrets: SetUpSecrets = { qbitPassword: '', keys: {}, password: '', repeat: '' };
const untested: Tested = { qbit: null, apps: {} };

const key = 'qbitrr.set-up';

/** A draft as it was kept; anything unreadable is none. */
export function readDraft(text: string | null): SetUpDraft | null {
  if (text === null) return null;
  try {
    return kept.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Was anything typed and not finished? */
export const hasDraft = (): boolean => readDraft(localStorage.getItem(key)) !== null;

interface SetUp {
  draft: SetUpDraft;
  secrets: SetUpSecrets;
  tested: Tested;
}

/** The wizard's state: the draft outlives the page, secrets and test outcomes do not (ui.md 7, CF-12). */
export const useSetUp = create<SetUp>(() => ({
  draft: readDraft(localStorage.getItem(key)) ?? emptyDraft,
  secrets: noSecrets,
  tested: untested,
}));

/** Changes the draft and keeps it on this device. */
export function changeDraft(change: Partial<SetUpDraft>): void {
  const draft = { ...useSetUp.getState().draft, ...change };
  useSetUp.setState({ draft });
  localStorage.setItem(key, JSON.stringify(draft));
}

/** A change of the address or the user; what was tested before says nothing about it. */
export function changeQbit(change: Partial<SetUpDraft['qbit']>): void {
  const { draft, tested } = useSetUp.getState();
  changeDraft({ qbit: { ...draft.qbit, ...change } });
  useSetUp.setState({ tested: { ...tested, qbit: null } });
}

export function changeApp(id: string, change: Partial<DraftApp>): void {
  const { draft, tested } = useSetUp.getState();
  changeDraft({ apps: draft.apps.map((one) => (one.id === id ? { ...one, ...change } : one)) });
  if (change.url !== undefined || change.type !== undefined || change.skipTlsVerify !== undefined) {
    useSetUp.setState({ tested: { ...tested, apps: without(tested.apps, id) } });
  }
}

/** Takes an app off the list, with its key and the outcome of its test. */
export function removeApp(id: string): void {
  const { draft, secrets, tested } = useSetUp.getState();
  changeDraft({ apps: draft.apps.filter((one) => one.id !== id) });
  useSetUp.setState({
    secrets: { ...secrets, keys: without(secrets.keys, id) },
    tested: { ...tested, apps: without(tested.apps, id) },
  });
}

export function changeSecrets(change: Partial<SetUpSecrets>): void {
  const { secrets, tested } = useSetUp.getState();
  useSetUp.setState({ secrets: { ...secrets, ...change } });
  if (change.qbitPassword !== undefined) useSetUp.setState({ tested: { ...tested, qbit: null } });
}

export function changeKey(id: string, apiKey: string): void {
  const { secrets, tested } = useSetUp.getState();
  useSetUp.setState({
    secrets: { ...secrets, keys: { ...secrets.keys, [id]: apiKey } },
    tested: { ...tested, apps: without(tested.apps, id) },
  });
}

export function noteQbitTest(result: ConnectionResult): void {
  useSetUp.setState(({ tested }) => ({ tested: { ...tested, qbit: result } }));
}

/** Keeps the outcome; the category the app itself uses is taken over where none was typed. */
export function noteAppTest(id: string, result: ConnectionResult): void {
  const [category] = result.categories;
  const known = useSetUp.getState().draft.apps.find((one) => one.id === id);
  if (known?.category === '' && category !== undefined) changeApp(id, { category });
  useSetUp.setState(({ tested }) => ({ tested: { ...tested, apps: { ...tested.apps, [id]: result } } }));
}

/** Forgets everything: after it was saved, or when the owner starts over. */
export function forgetSetUp(): void {
  localStorage.removeItem(key);
  useSetUp.setState({ draft: emptyDraft, secrets: noSecrets, tested: untested });
}

function without<Value>(record: Readonly<Record<string, Value>>, id: string): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).filter(([one]) => one !== id));
}
