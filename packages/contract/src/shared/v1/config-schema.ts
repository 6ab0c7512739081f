import type { StandardJSONSchemaV1, StandardSchemaV1 } from '@standard-schema/spec';

/**
 * A configuration schema that validates and describes itself (Standard Schema and Standard JSON Schema; zod 4 is both).
 * Secret fields carry `format: "password"` and `writeOnly: true` in the JSON Schema.
 */
export type ConfigSchema<Config> = StandardSchemaV1<unknown, Config> & StandardJSONSchemaV1<unknown, Config>;
