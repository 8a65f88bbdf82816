import { torrents } from '../../text/torrents.ts';

type Singular<Key extends string> = Key extends `${infer Base}_one` | `${infer Base}_other` ? Base : Key;
type Leaves<Tree> = {
  [Key in keyof Tree & string]: Tree[Key] extends string ? Singular<Key> : `${Key}.${Leaves<Tree[Key]>}`;
}[keyof Tree & string];

/** Keys of this page's catalogue, plural forms under their common name. */
export type TextKey = Leaves<typeof torrents>;

/** Looks up a text of this page; handed in so that view models stay free of React. */
export type Say = (key: TextKey, values?: Record<string, string | number>) => string;

/** Is there a text under this key? Needed where a key is put together from what the engine reports. */
export function isTextKey(key: string): key is TextKey {
  let node: unknown = torrents;
  for (const part of key.split('.')) {
    if (typeof node !== 'object' || node === null) return false;
    node = Object.entries(node).find(([name]) => name === part)?.[1];
  }
  return typeof node === 'string';
}
