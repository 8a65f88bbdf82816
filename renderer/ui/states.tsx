import { ChevronRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import { copyText } from './copy.ts';
import { cx } from './cx.ts';
import { Icon } from './icon.tsx';
import { StatusShape } from './status-shape.tsx';

/** A grey stand-in with the final size. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cx('block h-3 rounded-bar bg-hairline', className)} />;
}

interface SkeletonBlockProps {
  /** Plural noun: "torrents". Announced once as "Loading torrents". */
  what: string;
  children: React.ReactNode;
}

/** Wraps skeletons of a first load; appears after 150 ms (ui.md 5). */
export function SkeletonBlock({ what, children }: SkeletonBlockProps) {
  const { t } = useTranslation('common');
  return (
    <output aria-label={t('loading', { what })} className="block animate-appear">
      {children}
    </output>
  );
}

interface EmptyStateProps {
  title: string;
  body?: React.ReactNode;
  /** A button or link that fills or unfilters the view. */
  action?: React.ReactNode;
}

/** Plain words for an empty view; not centred, no drawing. */
export function EmptyState({ title, body, action }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-start gap-3 border-t border-hairline py-7">
      <div>
        <p className="text-lead font-medium text-strong">{title}</p>
        {body !== undefined && <div className="mt-1 max-w-[72ch] text-muted">{body}</div>}
      </div>
      {action}
    </div>
  );
}

/** Words that fold away; closed at first. */
export function Disclosure({
  summary,
  children,
  className,
}: {
  summary: string;
  children: React.ReactNode;
  className?: string;
}) {
  return (
    <details className={cx('group', className)}>
      <summary className="hit inline-flex items-center gap-1 rounded-bar text-dense text-muted hover:text-strong [&::-webkit-details-marker]:hidden">
        <Icon icon={ChevronRight} className="transition-transform duration-120 group-open:rotate-90" />
        {summary}
      </summary>
      <div className="pt-2">{children}</div>
    </details>
  );
}

interface ErrorStateProps {
  /** What could not be done. */
  title: string;
  /** Why, in one sentence a person can act on. */
  reason?: string | undefined;
  /** Folded away, and what Copy details copies together with the rest. */
  detail?: string | undefined;
  onRetry?: (() => void) | undefined;
  retryLabel?: string;
  retrying?: boolean;
  /** What was done all the same. */
  children?: React.ReactNode;
}

/** Never looks like an empty view: shape, reason, folded detail, retry and copy (ui.md 5). */
export function ErrorState({
  title,
  reason,
  detail,
  onRetry,
  retryLabel,
  retrying = false,
  children,
}: ErrorStateProps) {
  const { t } = useTranslation('common');
  return (
    <div role="alert" className="flex flex-col items-start gap-3 border-t border-danger py-7">
      <div className="flex items-start gap-2.5">
        <StatusShape shape="failed" className="mt-1.5" />
        <div>
          <p className="text-lead font-medium text-strong">{title}</p>
          {reason !== undefined && <p className="mt-1 max-w-[72ch] text-body">{reason}</p>}
          {children}
        </div>
      </div>
      {detail !== undefined && detail !== '' && (
        <Disclosure summary={t('details')}>
          <pre className="max-w-full overflow-x-auto rounded-control bg-inset p-3 font-mono text-caption">{detail}</pre>
        </Disclosure>
      )}
      <div className="flex flex-wrap gap-2">
        {onRetry && (
          <Button onClick={onRetry} busy={retrying}>
            {retryLabel ?? t('retry')}
          </Button>
        )}
        <Button variant="quiet" onClick={() => void copyText([title, reason, detail].filter(Boolean).join('\n'))}>
          {t('copyDetails')}
        </Button>
      </div>
    </div>
  );
}
