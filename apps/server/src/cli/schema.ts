import { z } from 'zod';
import { configurationSchema } from '../config/configuration-schema.ts';
import { StartError } from '../start-error.ts';
import { vocabularyJsonSchemas } from '../understanding/vocabulary-schemas.ts';

/** Prints the JSON Schema of a file that an organisation writes: for editors, and for people. */
export function schema(kind = 'configuration'): number {
  const schemas = new Map(Object.entries({ configuration: configurationJsonSchema(), ...vocabularyJsonSchemas() }));
  const found = schemas.get(kind);
  if (found === undefined) {
    throw new StartError({
      summary: `There is no schema “${kind}”.`,
      remedy: `Say one of ${[...schemas.keys()].join(', ')}.`,
    });
  }
  console.log(JSON.stringify(found, null, 2));
  return 0;
}

export function configurationJsonSchema(): object {
  return {
    title: 'Access Account configuration',
    ...z.toJSONSchema(configurationSchema, { io: 'input', target: 'draft-2020-12' }),
  };
}
