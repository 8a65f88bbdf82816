import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, Dialog, TextField } from '../../../ui/index.ts';
import { freeName, nameProblem, namePrefix, type AddableKind } from './instances.ts';
import type { FormSection } from './sections.ts';

/** What is to be named. */
export type Naming =
  { act: 'add'; kind: AddableKind } | { act: 'duplicate' | 'rename'; kind: AddableKind; section: FormSection };

interface NameDialogProps {
  naming: Naming;
  sections: readonly FormSection[];
  onClose: () => void;
  onName: (name: string) => void;
}

const nameOf = ({ path }: FormSection): string => path.at(-1) ?? '';

/** Asks for the name of a new, copied or renamed section (ui.md CF-8). */
export function NameDialog({ naming, sections, onClose, onName }: NameDialogProps) {
  const { t } = useTranslation(['settings', 'common']);
  const { act, kind } = naming;
  const old = naming.act === 'add' ? '' : nameOf(naming.section);
  const [name, setName] = useState(() =>
    act === 'rename' ? old : freeName(kind, sections, act === 'duplicate' ? old : undefined),
  );
  const [tried, setTried] = useState(false);
  const others = naming.act === 'rename' ? sections.filter(({ id }) => id !== naming.section.id) : sections;
  const problem = nameProblem(name, kind, others);
  const prefix = kind === 'qbit' ? 'qBit' : namePrefix[kind].replace('-', '');
  const help =
    act === 'rename'
      ? t('form.instance.renameHelp')
      : act === 'duplicate'
        ? t('form.instance.duplicateHelp')
        : kind === 'webhook'
          ? t('form.instance.hookHelp')
          : t('form.instance.nameHelp', { prefix });
  const finish = (): void => {
    setTried(true);
    if (problem !== null) return;
    if (act === 'rename' && name === old) onClose();
    else onName(name);
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      size="sm"
      title={t(`form.instance.${act}Title`, { kind: t(`form.nav.addKind.${kind}`), name: old })}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel', { ns: 'common' })}</Button>
          <Button variant="primary" onClick={finish}>
            {t(`form.instance.${act}`)}
          </Button>
        </>
      }
    >
      <TextField
        label={t('form.instance.name')}
        value={name}
        onChange={setName}
        help={help}
        error={problem !== null && (tried || name !== '') ? t(`form.instance.problem.${problem}`, { prefix }) : null}
        autoComplete="off"
        spellCheck={false}
        onKeyDown={(event) => {
          if (event.key === 'Enter') finish();
        }}
      />
    </Dialog>
  );
}
