import { z } from 'zod';

const patterns = z.array(z.string().min(1));
const concept = z.string().regex(/^[A-Z][A-Z0-9_]*$/);
const conceptChoice = z.string().regex(/^[A-Z][A-Z0-9_]*(\|[A-Z][A-Z0-9_]*)*$/);

/** Every intent a rule can lead to; `none`: nothing of ours. */
const ruleIntents = [
  'unlock_account',
  'password_reset',
  'password_change',
  'mfa_reset',
  'help',
  'human',
  'status',
  'settings',
  'none',
] as const;

/** Every intent that is learned from utterances. */
export const learnedIntents = [
  'unlock_account',
  'password_reset',
  'password_change',
  'mfa_reset',
  'help',
  'human',
  'status',
] as const;

export const lexiconSchema = z.strictObject({
  language: z.string().meta({ description: 'BCP 47; the name of the file.' }),
  concepts: z.record(concept, patterns).meta({
    description:
      'Concepts, and patterns of what they are called: (a|b) one of them, (a|) may be missing, word* begins so, *word ends so, _ up to two words of any kind.',
  }),
  slips: patterns.default([]).meta({ description: 'Words in which one slip is forgiven.' }),
  between: patterns
    .optional()
    .meta({ description: 'May stand between a noun such as “account” and the name of a system.' }),
  generic: patterns.optional().meta({ description: 'Stand where the name of a system stands, and name none.' }),
});

export const answersSchema = z.strictObject({
  language: z.string().meta({ description: 'BCP 47; the name of the file.' }),
  yes: patterns.default([]),
  no: patterns.default([]),
  cancel: patterns.default([]),
  edit: patterns.default([]),
  ignore: patterns.default([]),
  courtesies: patterns.default([]).meta({ description: 'Said along with an answer; they decide nothing.' }),
});

export const utterancesSchema = z.strictObject({
  utterances: patterns.meta({ description: 'What people write. (a|b) is one of them, (a|) may be missing.' }),
});

export const systemsSchema = z.strictObject({
  wellKnown: patterns
    .default([])
    .meta({ description: 'Services people have accounts at: such a name is a system wherever it stands.' }),
  aliases: z
    .record(z.string(), patterns)
    .default({})
    .meta({ description: 'By the name of a connector of the configuration: what else people call it.' }),
});

export const rulesSchema = z.strictObject({
  shadows: z.array(concept).default([]).meta({ description: 'Concepts whose words mean nothing else.' }),
  rules: z.array(
    z.strictObject({
      name: z.string().regex(/^[a-z][a-z0-9-]*$/),
      intent: z.enum(ruleIntents),
      near: z
        .array(conceptChoice)
        .min(1)
        .meta({ description: 'Concepts near each other in one sentence; A|B is one of them.' }),
      ordered: z.boolean().optional().meta({ description: 'In this order. Default: in any.' }),
      within: z
        .int()
        .min(0)
        .max(50)
        .optional()
        .meta({ description: 'How many words may lie between two of them. Default: 6.' }),
      with: z.array(conceptChoice).optional().meta({ description: 'The text holds these somewhere as well.' }),
      without: z.array(concept).optional().meta({ description: 'None of these in the text.' }),
      whole: z.boolean().optional().meta({ description: 'Nothing else is said but these and fillers.' }),
      unsure: z.boolean().optional().meta({ description: 'It may be meant, and has to be asked.' }),
    }),
  ),
});

/** A JSON Schema for each kind of file, for editors. */
export function vocabularyJsonSchemas(): Readonly<Record<string, unknown>> {
  const schemas = {
    lexicon: lexiconSchema,
    answers: answersSchema,
    utterances: utterancesSchema,
    systems: systemsSchema,
    rules: rulesSchema,
  };
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [
      name,
      z.toJSONSchema(schema, { target: 'draft-2020-12', io: 'input' }),
    ]),
  );
}
