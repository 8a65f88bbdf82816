import { useTranslation } from 'react-i18next';
import type { PathFinding, PathSeverity } from '../../../server/contract/index.ts';
import { StatusShape, type Shape, type Tone } from '../../ui/index.ts';
import { bySeverity, useFindingText } from './say.ts';

const looks: Record<PathSeverity, { shape: Shape; tone: Tone }> = {
  problem: { shape: 'failed', tone: 'danger' },
  warning: { shape: 'attention', tone: 'attention' },
  note: { shape: 'idle', tone: 'idle' },
};

/** What is wrong and what to change, the worst first. */
export function FindingList({ findings }: { findings: readonly PathFinding[] }) {
  const { t } = useTranslation('folders');
  const say = useFindingText();
  if (findings.length === 0) return null;
  return (
    <ul className="flex flex-col">
      {bySeverity(findings).map((finding) => {
        const { fact, fix } = say(finding);
        const { shape, tone } = looks[finding.severity];
        return (
          <li key={`${finding.code} ${fact}`} className="flex gap-2.5 border-b border-hairline py-2.5 last:border-b-0">
            <StatusShape shape={shape} tone={tone} label={t(`severity.${finding.severity}`)} className="mt-1.5" />
            <div className="flex max-w-[80ch] min-w-0 flex-col gap-0.5 wrap-anywhere">
              <p className="text-strong">{fact}</p>
              <p className="text-dense text-body">
                <span className="text-muted">{t('fix')}:</span> {fix}
              </p>
            </div>
          </li>
        );
      })}
    </ul>
  );
}
