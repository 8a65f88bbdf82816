import { AlertDialog } from '@base-ui/react/alert-dialog';
import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, IconButton } from './button.tsx';
import { cx } from './cx.ts';
import type { ConfirmDialogProps, DialogProps, SidePanelProps } from './dialog.tsx';

const scrim =
  'fixed inset-0 z-50 bg-scrim transition-opacity duration-180 data-ending-style:opacity-0 data-starting-style:opacity-0';
const popup =
  'fixed top-1/2 left-1/2 z-50 flex max-h-[calc(100dvh-32px)] w-[calc(100vw-32px)] -translate-x-1/2 -translate-y-1/2 flex-col rounded-dialog border border-hairline bg-surface shadow-lift outline-none transition-opacity duration-180 data-ending-style:opacity-0 data-starting-style:opacity-0';

const widths = { sm: 'max-w-105', md: 'max-w-140', lg: 'max-w-220' } as const;

/** First field of a popup, else the popup itself: a focused close button would open its tooltip over the content. */
const firstFocus = (within: HTMLElement | null): HTMLElement | null =>
  within?.querySelector<HTMLElement>('input:not([type="hidden"]), textarea') ?? within;

const focusable = 'a[href], button, input, select, textarea, summary, [tabindex]';

/** The part that scrolls. One with nothing to focus in it takes the focus itself, so that keys can scroll it (ui.md AX-2). */
function watchBody(body: HTMLElement | null): (() => void) | undefined {
  if (body === null) return undefined;
  const look = (): void => {
    if (body.scrollHeight > body.clientHeight && body.querySelector(focusable) === null) body.tabIndex = 0;
    else body.removeAttribute('tabindex');
  };
  const observer = new ResizeObserver(look);
  observer.observe(body);
  return () => observer.disconnect();
}

const Body = ({ className, children }: { className: string; children: React.ReactNode }) => (
  <div ref={watchBody} className={cx('min-h-0 overflow-y-auto', className)}>
    {children}
  </div>
);

export function DialogBox({ open, onOpenChange, title, description, children, footer, size = 'md' }: DialogProps) {
  const { t } = useTranslation('common');
  const element = useRef<HTMLDivElement>(null);
  return (
    <Base.Root open={open} onOpenChange={onOpenChange} disablePointerDismissal>
      <Base.Portal>
        <Base.Backdrop className={scrim} />
        <Base.Popup ref={element} initialFocus={() => firstFocus(element.current)} className={cx(popup, widths[size])}>
          <header className="flex items-start gap-4 border-b border-hairline py-3 pr-3 pl-5">
            <div className="min-w-0 flex-1 py-1">
              <Base.Title className="text-lead">{title}</Base.Title>
              {description !== undefined && (
                <Base.Description className="mt-1 max-w-[72ch] text-muted">{description}</Base.Description>
              )}
            </div>
            <Base.Close render={<IconButton icon={X} label={t('close')} />} />
          </header>
          {children !== undefined && <Body className="flex-1 px-5 py-4">{children}</Body>}
          {footer !== undefined && (
            <footer className="flex flex-wrap justify-end gap-2 border-t border-hairline px-5 py-3">{footer}</footer>
          )}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

export function ConfirmDialogBox({
  open,
  onOpenChange,
  title,
  body,
  children,
  confirmLabel,
  tone = 'plain',
  busy = false,
  onConfirm,
}: ConfirmDialogProps) {
  const { t } = useTranslation('common');
  return (
    <AlertDialog.Root open={open} onOpenChange={onOpenChange}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className={scrim} />
        <AlertDialog.Popup className={cx(popup, widths.sm)}>
          <Body className="p-5">
            <AlertDialog.Title className="text-lead">{title}</AlertDialog.Title>
            <AlertDialog.Description className="mt-2 max-w-[72ch] text-body">{body}</AlertDialog.Description>
            {children !== undefined && <div className="mt-3">{children}</div>}
          </Body>
          <footer className="flex flex-wrap justify-end gap-2 border-t border-hairline px-5 py-3">
            <AlertDialog.Close render={<Button>{t('cancel')}</Button>} />
            <Button variant={tone === 'danger' ? 'danger' : 'primary'} busy={busy} onClick={onConfirm}>
              {confirmLabel}
            </Button>
          </footer>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}

export function SidePanelBox({ open, onClose, title, actions, children }: SidePanelProps) {
  const { t } = useTranslation('common');
  const element = useRef<HTMLDivElement>(null);
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()} modal={false} disablePointerDismissal>
      <Base.Portal>
        <Base.Popup
          ref={element}
          initialFocus={element}
          className="fixed inset-y-0 right-0 z-30 flex w-full flex-col border-l border-hairline bg-surface shadow-lift outline-none transition-[opacity,transform] duration-180 tablet:w-120 data-ending-style:translate-x-4 data-ending-style:opacity-0 data-starting-style:translate-x-4 data-starting-style:opacity-0"
        >
          <header className="flex items-start gap-2 border-b border-hairline py-3 pr-3 pl-5">
            <Base.Title className="min-w-0 flex-1 py-1 text-lead wrap-anywhere">{title}</Base.Title>
            {actions}
            <Base.Close render={<IconButton icon={X} label={t('close')} keys="Esc" side="bottom" />} />
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto px-5 py-4">{children}</div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
