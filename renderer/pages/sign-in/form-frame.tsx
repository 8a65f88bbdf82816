import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/index.ts';
import type { Attempt } from './attempt.ts';

interface FormFrameProps {
  attempt: Attempt;
  /** Text of the button. */
  action: string;
  /** Is this the usual way in? At most one button of a page stands out. */
  main: boolean;
  onSubmit: () => void;
  children: React.ReactNode;
}

/** Fields, the state of the attempt and one button; Enter submits from every field. */
export function FormFrame({ attempt, action, main, onSubmit, children }: FormFrameProps) {
  const { t } = useTranslation('signIn');
  return (
    <form
      className="flex flex-col gap-4"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {children}
      {attempt.over && <output className="text-dense text-muted">{t('error.limitedOver')}</output>}
      <Button
        type="submit"
        variant={main ? 'primary' : 'plain'}
        busy={attempt.busy}
        disabledReason={attempt.limited}
        className="self-start max-tablet:w-full"
      >
        {attempt.busy ? t('submitting') : action}
      </Button>
    </form>
  );
}
