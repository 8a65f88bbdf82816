import { KeyRound, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TokenRow } from '../../../server/contract/index.ts';
import { useBlockedReason } from '../../data/index.ts';
import { Badge, Button, ConfirmDialog, Icon, RelativeTime, Section, format, showToast } from '../../ui/index.ts';
import { NewTokenDialog } from './new-token-dialog.tsx';
import { useRevoke } from './use-access.ts';

function Token({ token, blocked, onRevoke }: { token: TokenRow; blocked: string | null; onRevoke: () => void }) {
  const { t } = useTranslation('access');
  return (
    <li className="flex items-start gap-3 border-b border-hairline py-3">
      <Icon icon={KeyRound} className="mt-0.5 text-muted" />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 text-strong">
          <span className="wrap-anywhere">{token.name}</span>
          <Badge tone={token.scope === 'admin' ? 'attention' : 'plain'}>{t(`tokens.scopes.${token.scope}`)}</Badge>
        </p>
        <p className="text-caption text-muted">
          {token.lastUsedAt === null ? (
            t('tokens.neverUsed')
          ) : (
            <>
              {t('tokens.lastUsed')} <RelativeTime at={token.lastUsedAt} />
            </>
          )}{' '}
          · {t('tokens.since', { date: format.dateTime(token.createdAt) })}
        </p>
      </div>
      <Button
        variant="quiet"
        aria-label={t('tokens.revokeName', { name: token.name })}
        disabledReason={blocked}
        onClick={onRevoke}
      >
        {t('tokens.revoke')}
      </Button>
    </li>
  );
}

interface TokenListProps {
  tokens: readonly TokenRow[];
  /** Authentication is switched off: then nobody may make a token. */
  isOpen: boolean;
}

/** Named tokens: what each may do and when it was used; making and revoking them. */
export function TokenList({ tokens, isOpen }: TokenListProps) {
  const { t } = useTranslation('access');
  const disconnected = useBlockedReason();
  const [making, setMaking] = useState(false);
  const [revoking, setRevoking] = useState<TokenRow | null>(null);
  const revoke = useRevoke();
  const name = revoking?.name ?? '';
  return (
    <Section
      title={t('tokens.title')}
      actions={
        <Button
          variant="link"
          icon={Plus}
          disabledReason={disconnected ?? (isOpen ? t('tokens.openServer') : null)}
          onClick={() => setMaking(true)}
        >
          {t('tokens.new')}
        </Button>
      }
    >
      {tokens.length === 0 ? (
        <p className="py-3 text-muted">{t('tokens.none')}</p>
      ) : (
        <ul>
          {tokens.map((token) => (
            <Token key={token.id} token={token} blocked={disconnected} onRevoke={() => setRevoking(token)} />
          ))}
        </ul>
      )}
      {making && <NewTokenDialog onClose={() => setMaking(false)} />}
      <ConfirmDialog
        open={revoking !== null}
        onOpenChange={(open) => !open && setRevoking(null)}
        title={t('tokens.revokeTitle', { name })}
        body={t('tokens.revokeBody')}
        confirmLabel={t('tokens.revoke')}
        tone="danger"
        busy={revoke.isPending}
        onConfirm={() => {
          if (revoking === null) return;
          revoke.mutate(revoking.id, {
            onSuccess: () => showToast({ title: t('tokens.revoked', { name }) }),
            onSettled: () => setRevoking(null),
          });
        }}
      />
    </Section>
  );
}
