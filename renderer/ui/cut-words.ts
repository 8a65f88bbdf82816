/** Words that were cut for want of room are told in full by a title, for as long as they are cut. */
function tell({ target }: Event): void {
  const words = target instanceof Element ? target.closest<HTMLElement>('[class*="truncate"]') : null;
  if (words === null || (words.title !== '' && words.dataset['cut'] === undefined)) return;
  const text = words.textContent?.trim() ?? '';
  if (words.scrollWidth > words.clientWidth && text !== '') {
    words.title = text;
    words.dataset['cut'] = '';
  } else if (words.dataset['cut'] !== undefined) {
    words.removeAttribute('title');
    delete words.dataset['cut'];
  }
}

/** Watches what is pointed at or focused, all over the page; returns how to stop it. */
export function tellCutWords(): () => void {
  document.addEventListener('mouseover', tell);
  document.addEventListener('focusin', tell);
  return () => {
    document.removeEventListener('mouseover', tell);
    document.removeEventListener('focusin', tell);
  };
}
