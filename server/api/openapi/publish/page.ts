import type { OpenapiDocument } from './model.ts';

const begin = '<!-- operations: made by build/api-docs.mjs -->';
const end = '<!-- /operations -->';

/** The page with the list of operations between its marks made anew. @throws Error when the marks are not there. */
export function pageWithOperations(page: string, document: OpenapiDocument): string {
  const [before, rest] = page.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) throw new Error(`the page has no ${begin} or ${end}`);
  return `${before}${begin}\n\n${operationList(document)}\n\n${end}${after}`;
}

/** Fewer operations of one word stand among the general ones. */
const SMALLEST_TABLE = 2;

interface Row {
  group: string;
  method: string;
  path: string;
  scope: string;
  summary: string;
}

/** A table per first word of the path; what is the same under both prefixes is one line without a prefix. */
function operationList({ paths }: OpenapiDocument): string {
  const rows = new Map<string, Row>();
  for (const [address, methods] of Object.entries(paths)) {
    for (const [method, told] of Object.entries(methods)) {
      const bare = address.replace(/^\/(api|web)(?=\/)/, '');
      const twin = paths[address.startsWith('/api/') ? `/web${bare}` : `/api${bare}`]?.[method];
      const isMirrored = bare !== address && twin?.summary === told.summary && twin['x-scope'] === told['x-scope'];
      const path = isMirrored ? `\`${bare}\`` : `\`${address}\` only`;
      rows.set(`${method} ${path}`, {
        group: (bare === address ? null : /^\/([A-Za-z]+)/.exec(bare)?.[1]) ?? 'general',
        method: method.toUpperCase(),
        path,
        scope: told['x-scope'] ?? 'none',
        summary: told.summary,
      });
    }
  }
  const all = [...rows.values()];
  const isSmall = (group: string): boolean => all.filter((row) => row.group === group).length < SMALLEST_TABLE;
  const groups = new Map<string, Row[]>();
  for (const row of all) {
    const group = isSmall(row.group) ? 'general' : row.group;
    groups.set(group, [...(groups.get(group) ?? []), row]);
  }
  return [...groups]
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([group, members]) =>
      [`### ${group}`, '', '| Operation | Scope | What |', '| --- | --- | --- |', ...members.map(line)].join('\n'),
    )
    .join('\n\n');
}

const line = ({ method, path, scope, summary }: Row): string =>
  `| ${method} ${path} | ${scope} | ${summary.replaceAll('|', '\\|')} |`;
