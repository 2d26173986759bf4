/** Text that is HTML already and goes into a page as it is. */
export class Markup {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }
}

type Part = Markup | string | number | undefined | readonly Part[];

/** Makes HTML of a template; whatever is put into it is escaped, also in attributes, unless it is `Markup`. */
export function html(texts: TemplateStringsArray, ...parts: Part[]): Markup {
  return new Markup(texts.reduce((before, text, at) => `${before}${render(parts[at - 1])}${text}`));
}

function render(part: Part): string {
  if (part === undefined) return "";
  if (part instanceof Markup) return part.toString();
  if (typeof part === "object") return part.map(render).join("");
  return escapeHtml(String(part));
}

/** Text as it may stand between tags and within a quoted attribute (https://owasp.org/www-community/xss-prevention). */
export function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

/**
 * A whole page that needs nothing but itself. Its policy forbids the browser any request and any script, so that
 * nothing that got into it can do harm where it is attached.
 */
export function renderPage(title: string, body: Markup): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <style>
          ${new Markup(style)}
        </style>
      </head>
      <body>
        ${body}
      </body>
    </html> `.toString();
}

const style = `
:root {
  color-scheme: light dark;
  --ink: light-dark(#1c2128, #dde3ea); --paper: light-dark(#fff, #14181d); --faint: light-dark(#5b6570, #9aa5b1);
  --rule: light-dark(#d5dae0, #39424d); --soft: light-dark(#f4f6f8, #1d232b);
  --good: light-dark(#12703a, #57c785); --bad: light-dark(#b3261e, #ff8a80); --warn: light-dark(#8a5a00, #f0b849);
  --mark: light-dark(#2563a8, #7db4f0);
}
body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 62rem;
  margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; margin: 0 0 .25rem; } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
h3 { font-size: 1rem; margin: 1.5rem 0 .25rem; } p { margin: .25rem 0 .75rem; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { text-align: left; vertical-align: top; padding: .25rem .75rem .25rem 0; border-bottom: 1px solid var(--rule);
  overflow-wrap: anywhere; }
th { font-weight: 600; } td.count, th.count { text-align: right; }
code, pre { font: .85rem/1.45 ui-monospace, monospace; }
pre { background: var(--soft); border-left: 3px solid var(--rule); padding: .5rem .75rem; margin: .5rem 0;
  white-space: pre-wrap; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; margin: .75rem 0; }
dt { color: var(--faint); } dd { margin: 0; overflow-wrap: anywhere; }
a { color: var(--mark); } a:focus-visible, summary:focus-visible { outline: 3px solid var(--mark); outline-offset: 2px; }
.good { color: var(--good); } .bad { color: var(--bad); } .warn { color: var(--warn); } .faint { color: var(--faint); }
.wide { margin: 1rem calc(50% - 49vw); overflow-x: auto; }
.wide svg { display: block; margin: auto; min-width: 50rem; } section:target h2 { color: var(--mark); }
svg { max-width: 100%; height: auto; } svg text { fill: var(--ink); }
svg .bar { fill: var(--mark); } svg .bar.good { fill: var(--good); } svg .bar.bad { fill: var(--bad); }
svg .bar.warn { fill: var(--warn); } svg .tick { stroke: var(--rule); }
@media (max-width: 45rem) { table { display: block; overflow-x: auto; } th, td { overflow-wrap: normal; } }
section { break-inside: avoid-page; }
@media print { :root { color-scheme: light; } .wide { margin: 0; } .wide svg { min-width: 0; } body { margin: 0; max-width: none; } a { color: inherit; } }
`;
