import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { diffTrees, type Parsed } from '../../../../server/config/browser.ts';
import type { ConfigFields, ConfigPlan } from '../../../../server/contract/index.ts';
import { rowsOf, type FormRow } from './rows.ts';
import { formSections, type FormSection } from './sections.ts';

export interface Rows {
  readonly sections: FormSection[];
  readonly rows: FormRow[];
}

const nothing: Rows = { sections: [], rows: [] };

/** Sections and rows of the draft; none while its text does not parse. */
export function useRows(
  parsed: { text: Parsed; base: Parsed } | null,
  fields: ConfigFields | undefined,
  plan: ConfigPlan | null,
): Rows {
  return useMemo(() => {
    if (parsed === null || !parsed.text.ok || fields === undefined) return nothing;
    const { tree } = parsed.text;
    const sections = formSections(tree);
    const before = parsed.base.ok ? parsed.base.tree : {};
    const context = { fields: fields.fields, locks: fields.locks, tree, before, plan };
    return { sections, rows: sections.flatMap((section) => rowsOf(section, context)) };
  }, [parsed, fields, plan]);
}

/** What the reader calls a section. */
export function useSectionTitle(): (section: Pick<FormSection, 'kind' | 'path'>) => string {
  const { t } = useTranslation('settings');
  return ({ kind, path }) => (kind === 'settings' || kind === 'webui' ? t(`form.nav.${kind}`) : (path.at(-1) ?? ''));
}

export interface ChangedSection {
  /** Dotted start of its keys. */
  readonly id: string;
  readonly path: readonly string[];
  readonly count: number;
}

/** Sections in which the draft differs from the file, deleted ones too. */
export function changedSections(parsed: { text: Parsed; base: Parsed } | null): ChangedSection[] {
  if (parsed === null || !parsed.text.ok || !parsed.base.ok) return [];
  const counts = new Map<string, { path: readonly string[]; count: number }>();
  for (const { path } of diffTrees(parsed.base.tree, parsed.text.tree)) {
    const section = path.slice(0, path[0] === 'Webhooks' ? 2 : 1);
    const id = section.join('.');
    counts.set(id, { path: section, count: (counts.get(id)?.count ?? 0) + 1 });
  }
  return [...counts].map(([id, rest]) => ({ id, ...rest }));
}
