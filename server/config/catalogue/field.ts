import type { ArrType, Effect, FieldControl } from '../../contract/index.ts';

/** What a key holds. `duration` counts in the field's unit, `bytes` is text such as `50G` (config.md 7). */
export type FieldType =
  'string' | 'enum' | 'bool' | 'bytes' | 'duration' | 'string[]' | 'int' | 'float' | 'table[]' | 'table';

/** What a change of the key needs (config.md 14, reload column of config-fields.json). */
export type FieldReload =
  'live' | 'qbit_hot' | 'frontend_only' | 'webui_restart' | 'arr_preserve_db' | 'arr_reset_db' | 'full_restart';

export type FieldValue =
  string | number | boolean | null | readonly string[] | readonly never[] | Readonly<Record<string, never>>;

/** A value that is not written down but taken from somewhere else. */
export interface Derived {
  readonly from: string;
}

/** One key of the configuration: the single source for validation, defaults, help, forms and reload classes. */
export interface Field {
  /** Dotted; `<qbit>`, `<arr>`, `<name>` stand for section names, `[]` for an element of an array of tables. */
  readonly path: string;
  readonly type: FieldType;
  /** Written into generated files; null = not written. */
  readonly default: FieldValue | Derived;
  readonly defaultByType?: Readonly<Record<ArrType, FieldValue>>;
  /** Wins over the type when the section name contains the text in any case. */
  readonly defaultByName?: { readonly contains: string; readonly value: FieldValue };
  /** What holds when the key is absent; often not the default. */
  readonly whenMissing: FieldValue | Derived;
  /** The same where this program differs from the reference (docs/differences.md). */
  readonly whenMissingHere?: FieldValue;
  /** The reference adds the key at every start. */
  readonly autofill?: true;
  readonly options?: readonly (string | number)[];
  readonly pattern?: string;
  readonly min?: number;
  readonly max?: number;
  /** Stricter bounds of the form. */
  readonly formMin?: number;
  readonly formMax?: number;
  readonly unit?: string;
  readonly required?: true;
  readonly secret?: true;
  /** A secret nobody can use, only compare with: it is shown to nobody. */
  readonly fingerprint?: true;
  /** `CHANGE_ME` means not configured. */
  readonly placeholder?: true;
  readonly hidden?: true;
  /** The reference reads it nowhere. */
  readonly inert?: true;
  /** But this program does (docs/differences.md). */
  readonly readHere?: true;
  /** Nothing here reads it yet; the help says so, because a setting without effect must not look like one that has it. */
  readonly waiting?: true;
  readonly deprecated?: true;
  readonly inTemplate?: false;
  /** A save does not look at the value. */
  readonly unchecked?: true;
  /** Arr kinds that have the key; absent = all. */
  readonly appliesTo?: readonly ArrType[];
  readonly items?: 'regex';
  readonly env?: string;
  readonly reload: FieldReload;
  /** What a change really does where that is less than the class says (supervisor.md 3.3). */
  readonly effect?: Effect;
  /** Name in the panel. */
  readonly label: string;
  /** Heading under which it stands. */
  readonly group: string;
  /** Not among the first fields of its section (ui.md CF-6). */
  readonly advanced?: true;
  /** Other words people search for. */
  readonly aliases?: readonly string[];
  /** What it is and when to change it, in plain words. */
  readonly help: string;
  readonly example?: string;
  readonly optionLabels?: Readonly<Record<string, string>>;
  /** Values that are no amounts, in words: the panel offers these and never shows the number. */
  readonly special?: readonly { readonly value: string | number; readonly label: string }[];
  /** The value that means "off"; -1 for fields whose `min` is -1. */
  readonly off?: string | number;
  /** Another field, by path, that makes this one necessary. */
  readonly requiredWhen?: string;
  /** First version of this program that knows it; the reference's keys and the first of ours need none. */
  readonly since?: string;
  /** How the panel edits it, where type and options do not tell (ui.md CF-2). */
  readonly control?: FieldControl;
  /** A key of ours, unknown to the reference (design.md 9). */
  readonly own?: true;
}

/** Does the key change nothing, neither now nor later? */
export function hasNoEffect({ inert, readHere }: Field): boolean {
  return inert === true && readHere !== true;
}
