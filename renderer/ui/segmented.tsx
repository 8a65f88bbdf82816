import { Tabs as Base } from '@base-ui/react/tabs';
import { Toggle } from '@base-ui/react/toggle';
import { ToggleGroup } from '@base-ui/react/toggle-group';
import { cx } from './cx.ts';
import { Icon, type LucideIcon } from './icon.tsx';

interface SegmentedProps<Value extends string> {
  label: string;
  value: Value;
  onChange: (value: Value) => void;
  options: readonly { value: Value; label: string; icon?: LucideIcon }[];
  className?: string;
}

/** One of a few choices, all visible. */
export function Segmented<Value extends string>({ label, value, onChange, options, className }: SegmentedProps<Value>) {
  return (
    <ToggleGroup
      aria-label={label}
      value={[value]}
      onValueChange={(next) => {
        const chosen = options.find((option) => option.value === next[0]);
        if (chosen) onChange(chosen.value);
      }}
      className={cx('inline-flex h-control rounded-control border border-hairline bg-surface p-0.5', className)}
    >
      {options.map((option) => (
        <Toggle
          key={option.value}
          value={option.value}
          className="inline-flex items-center gap-1.5 rounded-[4px] px-2.5 text-dense text-muted transition-colors duration-120 hover:text-strong data-pressed:bg-raised data-pressed:font-medium data-pressed:text-strong data-pressed:not-focus-visible:outline data-pressed:not-focus-visible:outline-hairline focus-visible:outline-2 focus-visible:outline-focus"
        >
          {option.icon && <Icon icon={option.icon} />}
          {option.label}
        </Toggle>
      ))}
    </ToggleGroup>
  );
}

interface TabsProps<Value extends string> {
  label: string;
  value: Value;
  onChange: (value: Value) => void;
  tabs: readonly { value: Value; label: React.ReactNode; panel: React.ReactNode }[];
}

/** Panels of which one is shown. */
export function Tabs<Value extends string>({ label, value, onChange, tabs }: TabsProps<Value>) {
  return (
    <Base.Root
      value={value}
      onValueChange={(next) => {
        const chosen = tabs.find((tab) => tab.value === next);
        if (chosen) onChange(chosen.value);
      }}
    >
      <Base.List aria-label={label} className="flex gap-4 overflow-x-auto border-b border-hairline">
        {tabs.map((tab) => (
          <Base.Tab
            key={tab.value}
            value={tab.value}
            className="-mb-px inline-flex h-control items-center border-b-2 border-transparent text-dense whitespace-nowrap text-muted hover:text-strong data-active:border-accent data-active:font-medium data-active:text-strong"
          >
            {tab.label}
          </Base.Tab>
        ))}
      </Base.List>
      {tabs.map((tab) => (
        <Base.Panel key={tab.value} value={tab.value} className="pt-4">
          {tab.panel}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
