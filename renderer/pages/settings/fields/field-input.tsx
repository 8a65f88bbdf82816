import { Suspense, lazy } from 'react';
import type { FieldControl } from '../../../../server/contract/index.ts';
import { AmountInput } from './amount-input.tsx';
import { PathInput } from './path-input.tsx';
import { PatternsInput } from './patterns-input.tsx';
import {
  CategoryInput,
  InheritSwitchInput,
  LinesInput,
  PortInput,
  SelectInput,
  SwitchInput,
  TagsInput,
  TextInput,
} from './plain-inputs.tsx';
import { ProfilesInput } from './profiles-input.tsx';
import { SecretInput } from './secret-input.tsx';
import { TablesInput } from './tables-input.tsx';
import type { FieldInputProps } from './types.ts';
import { readText } from './values.ts';

const CronWords = lazy(() => import('./cron-words.tsx'));

/** A time table (ui.md CF-2). What puts it into words is fetched when one is shown; the field does not wait for it. */
function CronInput(props: FieldInputProps) {
  return (
    <div className="flex flex-col gap-1.5">
      <TextInput {...props} />
      <Suspense fallback={null}>
        <CronWords line={readText(props.value ?? props.fallback)} />
      </Suspense>
    </div>
  );
}

const inputs: Record<Exclude<FieldControl, 'tables'>, React.ComponentType<FieldInputProps>> = {
  text: TextInput,
  host: TextInput,
  url: TextInput,
  secret: SecretInput,
  number: AmountInput,
  percent: AmountInput,
  duration: AmountInput,
  size: AmountInput,
  port: PortInput,
  switch: SwitchInput,
  'inherit-switch': InheritSwitchInput,
  select: SelectInput,
  tags: TagsInput,
  categories: TagsInput,
  patterns: PatternsInput,
  path: PathInput,
  file: PathInput,
  cron: CronInput,
  category: CategoryInput,
  profiles: ProfilesInput,
  lines: LinesInput,
};

/** The control of any key of the catalogue (ui.md CF-2). Put it inside a `SettingRow`, which names it. */
export function FieldInput(props: FieldInputProps) {
  const { control } = props.field;
  if (control === 'tables') return <TablesInput {...props} Input={FieldInput} />;
  const Input = inputs[control];
  return <Input {...props} />;
}
