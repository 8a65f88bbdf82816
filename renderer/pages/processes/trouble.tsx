import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { logsBody, type ProcessRow } from '../../../server/contract/index.ts';
import { api } from '../../data/api.ts';
import { Button, ButtonLink, format } from '../../ui/index.ts';
import { exitText } from './describe.ts';
import type { useActions } from './use-actions.ts';

const linesShown = 5;

function LastLines({ name }: { name: string }) {
  const { t } = useTranslation('processes');
  const { data } = useQuery({
    queryKey: ['log-tail', name],
    queryFn: ({ signal }) => api.get('/logs', { schema: logsBody, query: { limit: linesShown, source: name }, signal }),
  });
  if (data === undefined) return null;
  if (data.logs.length === 0) return <p className="text-dense text-muted">{t('noLines', { name })}</p>;
  return (
    <pre className="overflow-x-auto rounded-control bg-inset p-3 font-mono text-caption">
      {data.logs
        .map(
          (entry) => `${format.clockSeconds(Date.parse(entry.timestamp))}  ${entry.level.padEnd(8)} ${entry.message}`,
        )
        .join('\n')}
    </pre>
  );
}

/** Under a loop that is down or restarting: why, how many tries are used, the last lines, and the way out (ui.md PR-5). */
export function Trouble({ row, actions }: { row: ProcessRow; actions: ReturnType<typeof useActions> }) {
  const { t } = useTranslation('processes');
  const [lines, setLines] = useState(false);
  const { restarts } = row;
  const exit = exitText(row, t);
  const name = t('loopName', { name: row.name, kind: t(`kind.${row.kind}`).toLowerCase() });
  return (
    <div className="flex flex-col gap-1.5 pb-3 pl-5.5">
      {row.lastError !== null && <p className="text-danger wrap-anywhere">{row.lastError}</p>}
      <p className="text-dense text-muted">
        {[
          exit,
          restarts.total > 0
            ? t('restartsUsed', { ...restarts, window: format.duration(restarts.windowSeconds) })
            : null,
        ]
          .filter(Boolean)
          .join('; ')}
      </p>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        {row.status === 'failed' && (
          <Button
            variant="link"
            disabledReason={actions.blocked}
            onClick={() =>
              actions.run({ verb: 'restart', target: { scope: 'loop', category: row.category, kind: row.kind, name } })
            }
          >
            {t('verb.restartReset')}
          </Button>
        )}
        <ButtonLink variant="link" to={`/logs/${encodeURIComponent(row.name)}?levels=ERROR,WARNING,CRITICAL`}>
          {t('verb.openLog')}
        </ButtonLink>
        <Button variant="link" aria-expanded={lines} onClick={() => setLines(!lines)}>
          {t('lastLines')}
        </Button>
      </div>
      {lines && <LastLines name={row.name} />}
    </div>
  );
}
