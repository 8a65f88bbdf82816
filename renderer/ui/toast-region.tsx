import { Toast as Base } from '@base-ui/react/toast';
import { X } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, IconButton } from './button.tsx';
import { StatusShape, type Shape } from './status-shape.tsx';
import { toastsReady, type ToastOptions } from './toast-queue.ts';

interface ToastData {
  times: number;
  action?: { label: string; onClick: () => void } | undefined;
}

const manager = Base.createToastManager<ToastData>();
const shapes: Record<string, Shape> = { ok: 'running', info: 'working', danger: 'failed' };
const shownTimes = new Map<string, number>();

function add({ title, body, tone = 'ok', action, seconds = 5 }: ToastOptions): void {
  const id = `${tone}|${title}|${body ?? ''}`;
  const times = (shownTimes.get(id) ?? 0) + 1;
  shownTimes.set(id, times);
  manager.add({
    id,
    title,
    description: body,
    type: tone,
    timeout: tone === 'danger' ? 0 : seconds * 1000,
    priority: tone === 'danger' ? 'high' : 'low',
    data: { times, action },
    onClose: () => shownTimes.delete(id),
  });
}

function ToastList() {
  const { t } = useTranslation('common');
  const { toasts, close } = Base.useToastManager<ToastData>();
  return toasts.map((toast) => (
    <Base.Root
      key={toast.id}
      toast={toast}
      swipeDirection={['down', 'right']}
      className="rounded-menu border border-hairline bg-raised shadow-lift transition-opacity duration-180 data-ending-style:opacity-0 data-limited:hidden data-starting-style:opacity-0"
    >
      <Base.Content className="flex items-start gap-3 py-2 pr-2 pl-3">
        <StatusShape shape={shapes[toast.type ?? 'ok'] ?? 'running'} className="mt-2.5" />
        <div className="min-w-0 flex-1 py-1.5">
          <Base.Title className="text-dense font-medium text-strong" />
          <Base.Description className="text-dense text-muted wrap-anywhere" />
          {toast.data !== undefined && toast.data.times > 1 && (
            <p className="text-caption text-muted">{t('repeated', { count: toast.data.times })}</p>
          )}
        </div>
        {toast.data?.action && (
          <Button
            variant="quiet"
            className="text-accent-text"
            onClick={() => {
              toast.data?.action?.onClick();
              close(toast.id);
            }}
          >
            {toast.data.action.label}
          </Button>
        )}
        <Base.Close render={<IconButton icon={X} label={t('close')} />} />
      </Base.Content>
    </Base.Root>
  ));
}

/** The place where toasts appear: bottom right, bottom centre on phones, at most three. Mounted once by `Toaster`. */
export default function ToastRegion() {
  // By now the provider below listens.
  useEffect(() => toastsReady(add), []);
  return (
    <Base.Provider toastManager={manager} limit={3}>
      <Base.Portal>
        <Base.Viewport className="fixed right-4 bottom-[calc(var(--strip)+16px)] left-4 z-60 flex flex-col gap-2 outline-none tablet:left-auto tablet:w-90 max-tablet:bottom-20">
          <ToastList />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  );
}
