import type { InstructionTopic } from '@access-account/contract';
import { z } from 'zod';
import type { Article } from './articles.ts';

/** Also the name of a folder: nothing in it can lead out of the directory. */
export const systemName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'lower-case letters, digits and dashes');

const system = z.strictObject({
  displayName: z.string().min(1).max(100).meta({ description: 'What people are told this system is called.' }),
  aliases: z.array(z.string().trim().min(2).max(60).toLowerCase()).max(50).default([]).meta({
    description: 'Other names people use for it.',
  }),
});

export const topics = [
  'unlock-account',
  'reset-password',
  'change-password',
  'reset-mfa',
] as const satisfies readonly InstructionTopic[];

const language = z.string().regex(/^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}$/, 'a language such as en or pt-BR');

/** What the address of an article must be; whether its host is allowed is seen with the list of those that are. */
const articleUrl = z.url({ protocol: /^https?$/ }).refine((address) => {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, username, password } = new URL(address);
  return (protocol === 'https:' || isLoopback(hostname)) && username === '' && password === '';
}, 'must be https, without a user name or a password in it');

const articles = z.record(systemName, z.partialRecord(z.enum(topics), z.record(language, articleUrl)));

export const instructionsConfig = z
  .strictObject({
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
    allowedHosts: z
      .array(
        z.string().regex(/^[a-z0-9.-]+(?::\d{1,5})?$|^\[[0-9a-f:]+\](?::\d{1,5})?$/, 'a host such as kb.acme.test'),
      )
      .max(50)
      .default([])
      .meta({ description: 'The hosts articles may be fetched from, with the port where it is not 443.' }),
    articles: articles.default({}).meta({
      description:
        'Addresses of articles in Markdown or plain text, by system, topic and language: they come before a file of the same name.',
    }),
  })
  .superRefine(({ allowedHosts, articles: all }, { addIssue }) => {
    for (const { system, topic, language: of, url } of articlesOf(all)) {
      if (!URL.canParse(url) || allowedHosts.includes(new URL(url).host)) continue;
      const path = ['articles', system, topic, of];
      addIssue({ code: 'custom', path, message: `${new URL(url).host} is none of allowedHosts` });
    }
  });

/** Every article that is configured. */
export function articlesOf(configured: z.output<typeof articles>): readonly Article[] {
  return Object.entries(configured).flatMap(([system, byTopic]) =>
    topics.flatMap((topic) =>
      Object.entries(byTopic[topic] ?? {}).map(([of, url]) => ({ system, topic, language: of, url })),
    ),
  );
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host);
}

export type InstructionsConfig = z.output<typeof instructionsConfig>;
