import { useTranslation } from 'react-i18next';
import type { PathFinding, PathReport, PathSeverity } from '../../../server/contract/index.ts';
import { format } from '../../ui/index.ts';

/** Each finding fills in some of these; the typed texts ask for all that any of them has. */
const blank = {
  client: '',
  theirs: '',
  ours: '',
  category: '',
  others: '',
  qbit: '',
  path: '',
  used: '',
  host: '',
  remote: '',
  local: '',
  wrong: '',
  root: '',
  downloads: '',
  saves: '',
  incomplete: '',
  complete: '',
};

/** What a finding means and what to change, as sentences. */
export function useFindingText(): (finding: PathFinding) => { fact: string; fix: string } {
  const { t } = useTranslation('folderFindings');
  return (finding) => {
    const values = { ...blank, ...finding.values };
    return { fact: t(`${finding.code}.fact`, values), fix: t(fixKey(finding), values) };
  };
}

/** Three findings have a remedy that depends on what is known. */
function fixKey(finding: PathFinding) {
  switch (finding.code) {
    case 'mapping-needed':
      return finding.values.local === '' ? 'mapping-needed.fixUnknown' : 'mapping-needed.fix';
    case 'path-style':
      return finding.values.local === '' ? 'path-style.fix' : 'path-style.fixKnown';
    case 'not-here': {
      const keys = { here: 'fixHere', container: 'fixContainer', remote: 'fixRemote' } as const;
      return `not-here.${keys[finding.values.where]}` as const;
    }
    default:
      return `${finding.code}.fix` as const;
  }
}

const order: readonly PathSeverity[] = ['problem', 'warning', 'note'];

/** The worst first. */
export const bySeverity = (findings: readonly PathFinding[]): PathFinding[] =>
  findings.toSorted((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));

/** Everything a report found, wherever it stands. */
const allFindings = ({ findings, clients, apps }: PathReport): PathFinding[] => [
  ...findings,
  ...[...clients, ...apps].flatMap((party) => party.findings),
];

/** How many programs could not be asked. */
const silentParties = ({ clients, apps }: PathReport): number =>
  [...clients, ...apps].filter(({ trouble }) => trouble !== null).length;

/** The outcome in a few words, e.g. "2 problems, 1 warning". */
export function useSummary(): (report: PathReport) => string {
  const { t } = useTranslation('folders');
  return (report) => {
    const found = allFindings(report);
    const many = (severity: PathSeverity) => found.filter((finding) => finding.severity === severity).length;
    const [problems, warnings, silent] = [many('problem'), many('warning'), silentParties(report)];
    const parts = [
      ...(silent > 0 ? [t('summary.silent', { count: silent })] : []),
      ...(problems > 0 ? [t('summary.problems', { count: problems })] : []),
      ...(warnings > 0 ? [t('summary.warnings', { count: warnings })] : []),
    ];
    return parts.length === 0 ? t('summary.fine') : format.list(parts);
  };
}
