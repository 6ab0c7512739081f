import { existsSync } from 'node:fs';

/** The promises of a kind of connector by their letters; none where nobody wrote them down. */
export async function promisesOf(kind: string): Promise<Readonly<Record<string, string>>> {
  const file = new URL(`./${kind}-promises.ts`, import.meta.url);
  if (!existsSync(file)) return {};
  const { promises } = (await import(file.href)) as { readonly promises: Readonly<Record<string, string>> };
  return promises;
}
