/** What the window shows while it cannot show the panel. */
export interface Stranded {
  readonly title: string;
  /** What happened, as Chromium names it, e.g. `crashed` or `ERR_CONNECTION_REFUSED`. */
  readonly cause: string;
  /** Where the panel is. */
  readonly panelUrl: string;
}

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** A page without scripts that says what happened and leads back to the panel, as a `data:` address (ui.md WN-7). */
export function strandedPage({ title, cause, panelUrl }: Stranded): string {
  const html = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>qBitrr Desktop</title>
<style>
  :root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
  body { min-height: 100vh; margin: 0; display: grid; place-content: center; padding: 24px; box-sizing: border-box;
    background: light-dark(#eff3f5, #0d1216); color: light-dark(#2b353b, #c5d0d6); }
  main { max-width: 30rem; }
  h1 { margin: 0 0 8px; font-size: 20px; }
  p { margin: 0 0 16px; }
  a { display: inline-block; padding: 6px 16px; border: 1px solid currentColor; border-radius: 6px; color: inherit;
    text-decoration: none; }
</style>
<main>
  <h1>${escaped(title)}</h1>
  <p>Torrents are looked after all the same: only this window is concerned (${escaped(cause)}).</p>
  <a href="${escaped(panelUrl)}" autofocus>Reload</a>
</main>
</html>`;
  return `data:text/html;charset=utf-8,${encodeURIComponent(html)}`;
}
