import { Button as Base } from '@base-ui/react/button';
import { Link } from 'react-router';
import { cx } from './cx.ts';
import { Icon, type LucideIcon } from './icon.tsx';
import { KeyHint } from './key-hint.tsx';
import { Tooltip } from './tooltip.tsx';

export type ButtonVariant = 'primary' | 'plain' | 'quiet' | 'link' | 'danger';

const variants: Record<ButtonVariant, string> = {
  primary: 'border-transparent bg-accent text-on-accent hover:not-data-disabled:bg-accent/90',
  plain:
    'border-hairline bg-surface text-strong hover:not-data-disabled:bg-raised hover:not-data-disabled:border-control',
  quiet: 'border-transparent text-body hover:not-data-disabled:bg-raised hover:not-data-disabled:text-strong',
  link: 'h-auto min-h-6 border-transparent px-0 font-normal text-accent-text underline-offset-4 hover:not-data-disabled:underline',
  danger: 'border-danger/50 text-danger hover:not-data-disabled:bg-danger-soft',
};

const base =
  'inline-flex h-control shrink-0 items-center justify-center gap-2 rounded-control border px-3 text-dense font-medium whitespace-nowrap transition-colors duration-120 select-none data-disabled:opacity-50';

interface ButtonProps extends Omit<React.ComponentProps<'button'>, 'ref' | 'disabled' | 'title'> {
  variant?: ButtonVariant;
  icon?: LucideIcon | undefined;
  /** Shortcut shown inside the button. */
  keys?: string;
  /** Disables the button but keeps it focusable and says why in a tooltip. */
  disabledReason?: string | null | undefined;
  disabled?: boolean;
  /** Marks work in progress; the button does nothing meanwhile. */
  busy?: boolean;
}

/** A button that says what it does ("Restart search", not "OK"). At most one `primary` per page. */
export function Button({
  variant = 'plain',
  icon,
  keys,
  disabledReason,
  disabled = false,
  busy = false,
  className,
  children,
  ...rest
}: ButtonProps) {
  const reason = disabledReason ?? null;
  const button = (
    <Base
      type="button"
      {...rest}
      disabled={disabled || busy || reason !== null}
      focusableWhenDisabled
      aria-busy={busy || undefined}
      className={cx(base, variants[variant], className)}
    >
      {icon && <Icon icon={icon} />}
      {children}
      {keys !== undefined && <KeyHint keys={keys} />}
    </Base>
  );
  return reason === null ? button : <Tooltip content={reason}>{button}</Tooltip>;
}

interface ButtonLinkProps {
  to: string;
  variant?: ButtonVariant;
  icon?: LucideIcon;
  className?: string;
  children: React.ReactNode;
}

/** Looks like a button, goes to a route of this panel. */
export function ButtonLink({ to, variant = 'plain', icon, className, children }: ButtonLinkProps) {
  return (
    <Link to={to} className={cx(base, variants[variant], className)}>
      {icon && <Icon icon={icon} />}
      {children}
    </Link>
  );
}

interface IconButtonProps extends Omit<React.ComponentProps<'button'>, 'ref' | 'disabled' | 'title' | 'children'> {
  icon: LucideIcon;
  /** Accessible name, also the tooltip. */
  label: string;
  keys?: string;
  side?: 'top' | 'right' | 'bottom' | 'left';
  pressed?: boolean;
  disabledReason?: string | null | undefined;
}

/** A square button with an icon only. */
export function IconButton({ icon, label, keys, side, pressed, disabledReason, className, ...rest }: IconButtonProps) {
  const reason = disabledReason ?? null;
  return (
    <Tooltip content={reason ?? label} keys={keys} {...(side ? { side } : {})}>
      <Base
        type="button"
        aria-label={label}
        aria-pressed={pressed}
        {...rest}
        disabled={reason !== null}
        focusableWhenDisabled
        className={cx(
          'inline-flex size-control shrink-0 items-center justify-center rounded-control text-muted transition-colors duration-120 hover:not-data-disabled:bg-raised hover:not-data-disabled:text-strong aria-pressed:bg-raised aria-pressed:text-accent-text data-disabled:opacity-50 data-popup-open:bg-raised data-popup-open:text-strong',
          className,
        )}
      >
        <Icon icon={icon} />
      </Base>
    </Tooltip>
  );
}
