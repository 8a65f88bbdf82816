import { Copy } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiScope } from '../../../server/contract/index.ts';
import { reasonOf } from '../../data/index.ts';
import { Button, Dialog, TextField, copyText } from '../../ui/index.ts';
import { ScopeChoice } from './scope-choice.tsx';
import { useMakeToken } from './use-access.ts';

/** Name and scope of a new token, then the token itself, once. */
export function NewTokenDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('access');
  const [name, setName] = useState('');
  const [scope, setScope] = useState<ApiScope>('read');
  const [complaint, setComplaint] = useState<string | null>(null);
  const form = useId();
  const { mutate, data: made, isPending } = useMakeToken();

  if (made !== undefined) {
    return (
      <Dialog
        open
        onOpenChange={(open) => !open && onClose()}
        size="md"
        title={t('tokens.madeTitle')}
        description={t('tokens.madeBody')}
        footer={
          <>
            <Button icon={Copy} onClick={() => void copyText(made.token)}>
              {t('tokens.copy')}
            </Button>
            <Button variant="primary" onClick={onClose}>
              {t('tokens.done')}
            </Button>
          </>
        }
      >
        <code className="block rounded-control bg-inset p-3 font-mono text-dense text-strong select-all wrap-anywhere">
          {made.token}
        </code>
      </Dialog>
    );
  }

  const submit = (): void => {
    if (name.trim() === '') setComplaint(t('tokens.noName'));
    else if (!isPending) mutate({ name, scope }, { onError: (error) => setComplaint(reasonOf(error)) });
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="sm"
      title={t('tokens.newTitle')}
      footer={
        <Button type="submit" form={form} variant="primary" busy={isPending}>
          {t('tokens.make')}
        </Button>
      }
    >
      <form
        id={form}
        className="flex flex-col gap-4"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <TextField
          label={t('tokens.name')}
          autoComplete="off"
          help={t('tokens.nameHelp')}
          value={name}
          error={complaint}
          onChange={(value) => {
            setName(value);
            setComplaint(null);
          }}
        />
        <ScopeChoice value={scope} onChange={setScope} />
      </form>
    </Dialog>
  );
}
