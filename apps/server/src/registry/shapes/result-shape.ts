import { z } from 'zod';

/** What came of looking at a connector's answer: itself with nothing in it but what the contract names, or what is wrong with it. */
export type Shaped<Output> = { readonly value: Output } | { readonly problem: string };

export type ResultShape<Output> = (answer: unknown) => Shaped<Output>;

/** Everything a policy or the database is given passes here once, so that nothing behind it has to look again. */
export function shapeOf<Output>(schema: z.ZodType<Output>): ResultShape<Output> {
  return (answer) => {
    try {
      const parsed = schema.safeParse(answer);
      if (parsed.success) return { value: parsed.data };
      const [issue] = parsed.error.issues;
      const where = issue?.path.map(String).join('.').slice(0, 100) || 'the answer';
      return { problem: `${where}: ${issue?.message ?? 'is not what the contract names'}`.slice(0, 300) };
    } catch {
      // A getter that throws, a proxy, a tree without an end: what cannot even be looked at is no answer.
      return { problem: 'the answer cannot be read' };
    }
  };
}

/** Characters. */
const longestId = 2000;
const longestText = 10_000;
const longestLocale = 100;

/** An identifier is used as it is: one that the database cannot keep is none. */
export const id = z
  .string()
  .min(1)
  .max(longestId)
  .refine((text) => text.isWellFormed() && !text.includes('\0'), 'is not an identifier');

/**
 * A list, looked at up to its first entry that is none: a connector may answer a hundred thousand wrong ones, and to write down
 * what is wrong with each of them would keep everybody waiting for seconds.
 */
export function listOf<Entry>(entry: z.ZodType<Entry>, most: number) {
  return z.unknown().transform((value, { addIssue }): Entry[] => {
    const giveUp = (message: string, path: readonly PropertyKey[] = []): never => {
      addIssue({ code: 'custom', message, path: [...path] });
      return z.NEVER;
    };
    if (!Array.isArray(value)) return giveUp('is not a list');
    if (value.length > most) return giveUp(`is a list of ${value.length}, and may hold ${most}`);
    const entries: Entry[] = [];
    for (let index = 0; index < value.length; index += 1) {
      const { success, data, error } = entry.safeParse(value[index]);
      if (!success) return giveUp(error.issues[0]?.message ?? 'is wrong', [index, ...(error.issues[0]?.path ?? [])]);
      entries.push(data);
    }
    return entries;
  });
}

/** Text of people: what no database keeps is replaced. */
export function textOf(longest: number) {
  return z
    .string()
    .max(longest)
    .overwrite((text) => (text.isWellFormed() && !text.includes('\0') ? text : storable(text)));
}

function storable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\ufffd');
}

/** Names and sentences. */
export const words = textOf(longestText);

/** Some systems keep languages in ways of their own: one that nobody understands is not known. */
export const locale = z
  .string()
  .nullable()
  .transform((text) => (text === null ? null : canonical(text)));

/** A directory has few languages and many people. */
const canonicals = new Map<string, string | null>();
const mostCanonicals = 1000;

function canonical(text: string): string | null {
  const known = canonicals.get(text);
  if (known !== undefined) return known;
  const found = text.length > longestLocale ? null : (understood(text) ?? null);
  if (canonicals.size < mostCanonicals && text.length <= longestLocale) canonicals.set(text, found);
  return found;
}

function understood(text: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(text)[0];
  } catch {
    return undefined;
  }
}

export const instant = z.iso.datetime({ offset: true });

export const webAddress = z
  .string()
  .max(longestId)
  .refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol), 'is not a web address');
