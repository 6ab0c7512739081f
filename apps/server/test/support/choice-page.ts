/** The page behind a link in a mail, as a browser without scripts has it. */
export interface ChoicePage {
  readonly status: number;
  readonly html: string;
  /** What the button says; undefined: there is nothing to press. */
  readonly button: string | undefined;
  readonly field: string | undefined;
  readonly options: readonly { readonly label: string; readonly value: string }[];
  /** Presses the button; answers the page that comes. */
  press(values?: Readonly<Record<string, string>>): Promise<ChoicePage>;
}

export async function openChoicePage(url: string, request: RequestInit = {}): Promise<ChoicePage> {
  const response = await fetch(url, request);
  return pageOf(url, response.status, await response.text());
}

function pageOf(url: string, status: number, html: string): ChoicePage {
  const hidden = [...html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)];
  return {
    status,
    html,
    button: words(/<button[^>]*>(.*?)<\/button>/s.exec(html)?.[1]),
    field: /<select id="[^"]*" name="([^"]*)"/.exec(html)?.[1],
    options: [...html.matchAll(/<option value="([^"]+)">(.*?)<\/option>/gs)].map(([, value = '', label]) => ({
      value: words(value) ?? '',
      label: words(label) ?? '',
    })),
    press: (values = {}) =>
      openChoicePage(url, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({
          ...Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, value])),
          ...values,
        }).toString(),
      }),
  };
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

function words(markup: string | undefined): string | undefined {
  return markup?.replace(/&(amp|lt|gt|quot|#39);/g, (_whole, name: string) => named[name] ?? '');
}
