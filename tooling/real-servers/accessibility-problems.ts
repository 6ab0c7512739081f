import type { Page } from 'playwright-core';

/** What a page has to be for everybody, by Chromium's own accessibility tree and by what it paints (WCAG 2.2 AA, and a thumb's size). */
export async function accessibilityProblems(page: Page): Promise<readonly string[]> {
  return [...(await problemsOfTree(page)), ...(await page.evaluate(problemsOfPaint))];
}

interface Node {
  readonly ignored: boolean;
  readonly role?: { readonly value: string };
  readonly name?: { readonly value: string };
  readonly properties?: readonly { readonly name: string; readonly value: { readonly value?: unknown } }[];
}

async function problemsOfTree(page: Page): Promise<readonly string[]> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = (await session.send('Accessibility.getFullAXTree')) as { readonly nodes: readonly Node[] };
  await session.detach();
  const seen = nodes.filter(({ ignored }) => !ignored);
  const of = (role: string) => seen.filter((node) => node.role?.value === role);
  const tops = of('heading').filter(({ properties = [] }) =>
    properties.some(({ name, value }) => name === 'level' && value.value === 1),
  );
  const controls = ['button', 'combobox', 'link', 'textbox', 'checkbox', 'radio', 'MenuListPopup'];
  return [
    ...seen
      .filter(
        ({ role, name }) =>
          controls.includes(role?.value ?? '') && role?.value !== 'MenuListPopup' && !name?.value.trim(),
      )
      .map(({ role }) => `a ${role?.value} has no name`),
    ...(of('main').length === 1 ? [] : [`${of('main').length} main landmarks`]),
    ...(tops.length === 1 ? [] : [`${tops.length} headings of the first level`]),
    ...(of('RootWebArea').every(({ name }) => name?.value.trim()) ? [] : ['the page has no title']),
  ];
}

/** Runs in the page. */
function problemsOfPaint(): string[] {
  const problems: string[] = [];
  const channels = (colour: string) => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const luminance = (colour: string) => {
    const [red = 0, green = 0, blue = 0] = channels(colour).map((value) => {
      const part = value / 255;
      return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const groundOf = (element: Element | null): string => {
    for (let one = element; one !== null; one = one.parentElement) {
      const colour = getComputedStyle(one).backgroundColor;
      if ((channels(colour)[3] ?? 1) !== 0) return colour;
    }
    return 'rgb(255, 255, 255)';
  };
  if (!/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/.test(document.documentElement.lang)) problems.push('the language is not said');
  if (document.documentElement.scrollWidth > window.innerWidth) problems.push('it scrolls sideways');
  const shown = (selectors: string) =>
    [...document.querySelectorAll<HTMLElement>(selectors)].filter((element) => element.checkVisibility());
  for (const element of shown('h1, p, label, button, select, input, textarea, summary, a')) {
    const [ground, words] = [luminance(groundOf(element)), luminance(getComputedStyle(element).color)];
    const contrast = (Math.max(ground, words) + 0.05) / (Math.min(ground, words) + 0.05);
    if (contrast < 4.5) problems.push(`${element.tagName} has a contrast of ${contrast.toFixed(2)}`);
  }
  for (const control of shown('button, select, input, textarea')) {
    const { width, height } = control.getBoundingClientRect();
    if (width < 44 || height < 44) problems.push(`${control.tagName} is ${width} × ${height}`);
    control.focus();
    // A field without a frame of its own is shown by what stands around it.
    const isFramed = [control, control.parentElement].some((element) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(element ?? control);
      return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2;
    });
    if (control.matches(':focus-visible') && !isFramed)
      problems.push(`${control.tagName} does not show that it has the focus`);
  }
  (document.activeElement as HTMLElement | null)?.blur();
  if ([...document.querySelectorAll<HTMLElement>('[tabindex]')].some(({ tabIndex }) => tabIndex > 0))
    problems.push('the order of focus is changed');
  const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
  if (new Set(ids).size !== ids.length) problems.push('an id is there twice');
  return problems;
}
