import { z } from 'zod';

/** Also the name of a folder: nothing in it can lead out of the directory. */
export const systemName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'lower-case letters, digits and dashes');

const system = z.strictObject({
  displayName: z.string().min(1).max(100).meta({ description: 'What people are told this system is called.' }),
  aliases: z.array(z.string().trim().min(2).max(60).toLowerCase()).max(50).default([]).meta({
    description: 'Other names people use for it.',
  }),
});

export const instructionsConfig = z.strictObject({
  directory: z.string().min(1).default('./instructions').meta({
    description: 'The folder with <system>/<topic>.<language>.md, relative to the configuration file.',
  }),
  defaultLanguage: z
    .string()
    .regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/)
    .default('en')
    .meta({
      description: 'Served where there is nothing in the language asked for. BCP 47.',
    }),
  systems: z.record(systemName, system).default({}).meta({
    description: 'What the systems are called; one that is not named here goes by the name of its folder.',
  }),
});

export type InstructionsConfig = z.output<typeof instructionsConfig>;
