import { useContext, useEffect } from 'react';
import { PageNotices } from './page-notices.ts';
import { ProgressLine } from './progress.tsx';

interface PageHeaderProps {
  /** The only h1 of the page. */
  title: string;
  /** Document title; defaults to `title`. E.g. "Torrents, 3 need attention". */
  documentTitle?: string | undefined;
  /** Muted words after the title, e.g. "9 of 10 running". */
  summary?: React.ReactNode;
  /** Buttons on the right; at most one primary. */
  actions?: React.ReactNode;
  /** Shows the thin progress line. */
  refreshing?: boolean;
}

let firstPage = true;

/** Runs when a heading appears: every page after the first one takes the focus. */
function focusHeading(heading: HTMLHeadingElement | null): void {
  if (heading === null) return;
  if (!firstPage) heading.focus({ preventScroll: true });
  firstPage = false;
}

/** Title and actions of a page. Takes the focus when the route changes, not when the page first loads (ui.md AX-2). */
export function PageHeader({ title, documentTitle, summary, actions, refreshing = false }: PageHeaderProps) {
  useEffect(() => {
    document.title = `${documentTitle ?? title} - qBitrr`;
  }, [documentTitle, title]);

  const notices = useContext(PageNotices);

  return (
    <>
      <header className="relative flex min-h-18 shrink-0 flex-wrap items-center gap-x-4 gap-y-2 py-3">
        <div className="flex min-w-0 flex-1 items-baseline gap-x-3 max-tablet:contents">
          <h1 ref={focusHeading} tabIndex={-1} className="text-page whitespace-nowrap max-tablet:flex-1">
            {title}
          </h1>
          {summary !== undefined && (
            <p className="min-w-0 text-dense text-muted max-tablet:order-1 max-tablet:basis-full tablet:truncate">
              {summary}
            </p>
          )}
        </div>
        {actions !== undefined && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
        <ProgressLine active={refreshing} />
      </header>
      {notices}
    </>
  );
}

interface SectionProps {
  title: string;
  summary?: React.ReactNode;
  actions?: React.ReactNode;
  id?: string;
  children: React.ReactNode;
}

/** A part of a page under a small heading and a hairline; not a card. */
export function Section({ title, summary, actions, id, children }: SectionProps) {
  return (
    <section id={id} aria-label={title} className="pt-4">
      <div className="flex min-h-9 items-center gap-2 border-b border-hairline">
        <h2 className="text-base">{title}</h2>
        {summary !== undefined && <span className="min-w-0 flex-1 truncate text-caption text-muted">{summary}</span>}
        {actions !== undefined && <div className="ml-auto flex items-center gap-2">{actions}</div>}
      </div>
      {children}
    </section>
  );
}
