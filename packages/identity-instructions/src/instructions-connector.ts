import { resolve } from 'node:path';
import { defineInstructionsConnector } from '@access-account/contract';
import { checkInstructions } from './check-instructions.ts';
import { InstructionsClient } from './instructions-client.ts';
import { instructionsConfig } from './instructions-config.ts';
import { listInstructions } from './operations/list-instructions.ts';
import { readInstructions } from './operations/read-instructions.ts';

/** The organisation's own words, for systems that nobody can automate. */
export const instructionsConnector = defineInstructionsConnector({
  specificationVersion: 'v1',
  kind: 'instructions',
  id: 'instructions',
  displayName: 'Instructions',
  config: instructionsConfig,
  permissions: { 'instructions.list': [], 'instructions.read': [] },
  idempotency: { 'instructions.list': 'readback', 'instructions.read': 'readback' },
  async connect(config, { configurationDirectory, logger }) {
    const client = new InstructionsClient({
      config,
      directory: resolve(configurationDirectory, config.directory),
      logger,
    });
    return { client, check: () => checkInstructions(client), close: async () => {} };
  },
  operations: (client: InstructionsClient) => ({
    'instructions.list': listInstructions(client),
    'instructions.read': readInstructions(client),
  }),
});
