import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SignInMeta } from '../../../server/contract/index.ts';
import { reasonOf, useBlockedReason } from '../../data/index.ts';
import { Button, Dialog, Section, TextField, showToast } from '../../ui/index.ts';
import { useSetPassword } from './use-access.ts';

const minimum = 8;

function PasswordDialog({ user, onClose }: { user: string; onClose: () => void }) {
  const { t } = useTranslation('access');
  const [username, setUsername] = useState(user);
  const [password, setPassword] = useState('');
  const [repeat, setRepeat] = useState('');
  const [shown, setShown] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const form = useId();
  const { mutate, isPending } = useSetPassword();
  const problems = {
    username: username.trim() === '' ? t('password.noUser') : null,
    password: password.length < minimum ? t('password.short') : null,
    repeat: password === repeat ? null : t('password.differs'),
  };
  const isFine = Object.values(problems).every((problem) => problem === null);

  const submit = (): void => {
    setShown(true);
    if (!isFine || isPending) return;
    mutate(
      { username: username.trim(), password },
      {
        onSuccess: () => {
          showToast({ title: t('password.saved') });
          onClose();
        },
        onError: (error) => setRefused(t('password.failed', { reason: reasonOf(error) })),
      },
    );
  };
  const field = { spellCheck: false, type: 'password', autoComplete: 'new-password' } as const;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="sm"
      title={t('password.dialogTitle')}
      description={t('password.dialogBody')}
      footer={
        <Button type="submit" form={form} variant="primary" busy={isPending}>
          {t('password.save')}
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
          label={t('password.user')}
          autoComplete="username"
          spellCheck={false}
          value={username}
          error={shown ? problems.username : null}
          onChange={setUsername}
        />
        <TextField
          {...field}
          label={t('password.newPassword')}
          help={t('password.help')}
          value={password}
          error={shown ? problems.password : null}
          onChange={setPassword}
        />
        <TextField
          {...field}
          label={t('password.repeat')}
          value={repeat}
          error={shown ? (problems.repeat ?? refused) : null}
          onChange={(value) => {
            setRepeat(value);
            setRefused(null);
          }}
        />
      </form>
    </Dialog>
  );
}

/** Whether a password exists, and setting one; this reader is signed in, so that no setup token is asked for (ui.md AU-2). */
export function PasswordSection({ meta, user }: { meta: SignInMeta; user: string }) {
  const { t } = useTranslation('access');
  const blocked = useBlockedReason();
  const [editing, setEditing] = useState(false);
  const hasPassword = meta.local_auth_enabled && !meta.setup_required;
  return (
    <Section
      title={t('password.title')}
      actions={
        <Button variant="link" disabledReason={blocked} onClick={() => setEditing(true)}>
          {t(hasPassword ? 'password.change' : 'password.set')}
        </Button>
      }
    >
      <p className="py-3 text-body">{t(hasPassword ? 'password.on' : 'password.off')}</p>
      {meta.oidc_enabled && <p className="pb-3 text-body">{t('password.provider')}</p>}
      {editing && <PasswordDialog user={user} onClose={() => setEditing(false)} />}
    </Section>
  );
}
