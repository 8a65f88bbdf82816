import { createContext } from 'react';
import type { ConfigField, FieldControl } from '../../../../server/contract/index.ts';

/** What a control needs to edit one key. The same for every kind of field. */
export interface FieldInputProps {
  field: ConfigField;
  /** Dotted key, e.g. `Radarr-4K.URI`. */
  path: string;
  /** Value in the file; undefined = the key is not there. */
  value: unknown;
  /** What holds while the key is not there; undefined when that is not known. */
  fallback: unknown;
  /** undefined takes the key out of the file. */
  onChange: (value: unknown) => void;
  disabled?: boolean;
}

export interface FieldSupportValue {
  /** The whole catalogue: fields of list entries are found in it. */
  fields: readonly ConfigField[];
  /** Categories there are in qBittorrent. */
  categories: readonly string[];
  /** Quality profiles of the Arr the fields belong to. */
  profiles: readonly string[];
  /** Events a webhook can be told about. */
  events: readonly string[];
  /** Last letters of the stored secrets by dotted key, null for empty ones. */
  secrets: Readonly<Record<string, string | null>>;
}

/** What fields know beyond their own key; everything may be empty. */
export const FieldSupport = createContext<FieldSupportValue>({
  fields: [],
  categories: [],
  profiles: [],
  events: [],
  secrets: {},
});

const composites: readonly FieldControl[] = ['profiles', 'tables', 'inherit-switch'];

/** Does the field consist of several equal controls, or of none, so that the row has to name a group? */
export const isComposite = (field: ConfigField): boolean =>
  composites.includes(field.control) || field.path === 'WebUI.PasswordHash';
