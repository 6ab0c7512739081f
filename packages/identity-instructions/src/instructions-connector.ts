import { resolve } from 'node:path';
import { ConfigurationInvalidError, defineInstructionsConnector } from '@access-account/contract';
import { Articles } from './articles.ts';
import { checkInstructions } from './check-instructions.ts';
import { InstructionsClient } from './instructions-client.ts';
import { articlesOf, instructionsConfig } from './instructions-config.ts';
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
  async connect(config, context) {
    const { configurationDirectory, logger, sandbox } = context;
    const configured = articlesOf(config.articles);
    const open = configured.find(({ url }) => url.startsWith('http:'));
    if (open !== undefined && !sandbox) {
      throw new ConfigurationInvalidError({
        system: 'Instructions',
        summary: `${open.url} is not encrypted.`,
        remedy: 'Use https; http is for a sandbox alone.',
      });
    }
    const articles = new Articles({ ...context, articles: configured });
    const client = new InstructionsClient({
      config,
      directory: resolve(configurationDirectory, config.directory),
      articles,
      logger,
    });
    return { client, check: () => checkInstructions(client), close: () => articles.close() };
  },
  operations: (client: InstructionsClient) => ({
    'instructions.list': listInstructions(client),
    'instructions.read': readInstructions(client),
  }),
});
