import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

/** The blue of the web chat, so that the two feel like one product. */
const calm: MantineColorsTuple = [
  '#eef3ff',
  '#dde6fc',
  '#b9cbf6',
  '#92adf1',
  '#7093ec',
  '#4f76dd',
  '#3159c4',
  '#27489f',
  '#203b82',
  '#182c62',
];

/** Its dark side, from text to page. */
const dark: MantineColorsTuple = [
  '#e7eaf0',
  '#c3cad6',
  '#9ba6b8',
  '#75819a',
  '#434c5c',
  '#343c49',
  '#232933',
  '#191d24',
  '#14171d',
  '#101318',
];

export const theme = createTheme({
  primaryColor: 'calm',
  primaryShade: { light: 6, dark: 4 },
  colors: { calm, dark },
  autoContrast: true,
  defaultRadius: 'md',
  cursorType: 'pointer',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif',
});

/** Quiet text that is still easy to read on every surface. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: { '--mantine-color-text': '#1b2130', '--mantine-color-dimmed': '#59637a' },
  dark: { '--mantine-color-dimmed': '#9ba6b8' },
});
