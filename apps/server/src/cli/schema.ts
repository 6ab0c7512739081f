import { z } from 'zod';
import { configurationSchema } from '../config/configuration-schema.ts';

/** Prints the JSON Schema of the configuration file: for editors, and for people. */
export function schema(): number {
  console.log(JSON.stringify(configurationJsonSchema(), null, 2));
  return 0;
}

export function configurationJsonSchema(): object {
  return {
    title: 'Access Account configuration',
    ...z.toJSONSchema(configurationSchema, { io: 'input', target: 'draft-2020-12' }),
  };
}
