import { useTranslation } from 'react-i18next';
import type { PathApp, PathClient, PathReport } from '../../../server/contract/index.ts';
import { Section, StatusShape, format } from '../../ui/index.ts';
import { FindingList } from './finding-list.tsx';
import { FolderTable, type FolderRow } from './folder-table.tsx';

function Trouble({ children }: { children: React.ReactNode }) {
  return (
    <p className="flex items-start gap-2.5 py-3 text-body">
      <StatusShape shape="failed" className="mt-1.5" />
      <span className="max-w-[80ch] min-w-0 wrap-anywhere">{children}</span>
    </p>
  );
}

function Fine() {
  const { t } = useTranslation('folders');
  return (
    <p className="flex items-center gap-2.5 py-2.5 text-dense text-muted">
      <StatusShape shape="running" />
      {t('fine')}
    </p>
  );
}

/** One app: its downloads and its library, as qBittorrent, the app and this computer call them. */
function AppPart({ app }: { app: PathApp }) {
  const { t } = useTranslation('folders');
  const rows: FolderRow[] = [
    ...app.downloads.map(({ client, name, app: there, here }) => ({
      key: `downloads ${client} ${name}`,
      label: t('row.downloads'),
      names: [{ path: name, sight: 'unknown' as const }, there, here],
      hardlinks: null,
      free: null,
    })),
    ...app.library.map(({ app: there, here, hardlinks }) => ({
      key: `library ${there.path}`,
      label: t('row.library'),
      names: [null, there, here],
      hardlinks,
      free: null,
    })),
  ];
  const parties = [t('column.qbit'), t('column.app', { name: app.instance }), t('column.here')];
  return (
    <Section title={app.instance} summary={t('app.summary', { type: t(`type.${app.type}`), category: app.category })}>
      {app.trouble !== null && <Trouble>{t('app.trouble', { reason: app.trouble })}</Trouble>}
      {app.trouble === null && rows.length === 0 && <p className="py-2.5 text-dense text-muted">{t('app.nothing')}</p>}
      {rows.length > 0 && (
        <FolderTable
          label={t('app.table', { name: app.instance })}
          parties={parties}
          last={t('column.hardlinks')}
          rows={rows}
          quoted={[0]}
        />
      )}
      <FindingList findings={app.findings} />
      {app.trouble === null && app.findings.length === 0 && <Fine />}
    </Section>
  );
}

/** One qBittorrent: where it saves, and whether this computer has the folder. */
function ClientPart({ client }: { client: PathClient }) {
  const { t } = useTranslation('folders');
  const rows = client.folders.map(({ role, name, here, freeBytes }) => ({
    key: role,
    label: t(`row.${role}`),
    names: [{ path: name, sight: 'unknown' as const }, here],
    hardlinks: null,
    free: freeBytes === null ? null : format.bytes(freeBytes),
  }));
  return (
    <Section title={t('client.title', { name: client.instance })}>
      {client.trouble !== null && <Trouble>{t('client.trouble', { reason: client.trouble })}</Trouble>}
      {rows.length > 0 && (
        <FolderTable
          label={t('client.table', { name: client.instance })}
          parties={[t('column.qbit'), t('column.here')]}
          last={t('column.free')}
          rows={rows}
          quoted={[0]}
        />
      )}
      <FindingList findings={client.findings} />
    </Section>
  );
}

/** Everything a check of the folders found: the owner's setting, each qBittorrent, each app (issue 5). */
export function FolderReport({ report }: { report: PathReport }) {
  const { t } = useTranslation('folders');
  return (
    <>
      {report.findings.length > 0 && (
        <Section title={t('general.title')}>
          <FindingList findings={report.findings} />
        </Section>
      )}
      {report.clients.map((client) => (
        <ClientPart key={client.instance} client={client} />
      ))}
      {report.apps.map((app) => (
        <AppPart key={app.instance} app={app} />
      ))}
      {report.apps.length === 0 && <p className="py-4 text-muted">{t('noApps')}</p>}
    </>
  );
}
