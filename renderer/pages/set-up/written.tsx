import { useTranslation } from 'react-i18next';
import { stringify } from 'smol-toml';
import type { ConfigPlan } from '../../../server/contract/index.ts';
import { Disclosure } from '../../ui/index.ts';

/** What a plan writes, as it will stand in the file; secrets are hidden, and removed keys are left out. */
function tomlOf(plan: ConfigPlan, hidden: string): string {
  const tree: TomlTable = {};
  for (const { path, after, secret } of plan.groups.flatMap((group) => group.changes)) {
    if (after === null || after === undefined) continue;
    const parts = path.split('.');
    const key = parts.pop() ?? path;
    let table = tree;
    for (const part of parts) {
      const inner = table[part];
      table = isTable(inner) ? inner : (table[part] = {});
    }
    table[key] = secret ? hidden : after;
  }
  return stringify(tree);
}

interface TomlTable {
  [key: string]: unknown;
}

const isTable = (value: unknown): value is TomlTable =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The preview of the last step (ui.md 7, step 7). */
export function Written({ plan }: { plan: ConfigPlan }) {
  const { t } = useTranslation('setUp');
  return (
    <Disclosure summary={t('review.writes')}>
      <pre className="rounded-bar border border-hairline bg-inset p-3 font-mono text-dense whitespace-pre-wrap text-strong wrap-anywhere">
        {tomlOf(plan, t('review.hidden'))}
      </pre>
    </Disclosure>
  );
}
