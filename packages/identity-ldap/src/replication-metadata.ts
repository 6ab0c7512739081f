/**
 * When an attribute was last given another value, on whichever domain controller, in milliseconds since 1970.
 * @param values of msDS-ReplAttributeMetaData: a piece of XML for each attribute that was ever set
 */
export function lastOriginatingChange(values: readonly string[], attribute: string): number | undefined {
  const of = values.find((value) => textOf(value, 'pszAttributeName')?.toLowerCase() === attribute.toLowerCase());
  const instant = of === undefined ? undefined : textOf(of, 'ftimeLastOriginatingChange');
  // Without a zone it would be read as local time.
  const at = instant === undefined || !instant.endsWith('Z') ? Number.NaN : Date.parse(instant);
  return Number.isNaN(at) ? undefined : at;
}

function textOf(xml: string, element: string): string | undefined {
  return new RegExp(`<${element}>\\s*([^<]*?)\\s*</${element}>`).exec(xml)?.[1];
}
