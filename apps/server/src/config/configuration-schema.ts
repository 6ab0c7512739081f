import { z } from 'zod';
import { readAddressRange } from './address-range.ts';
import { duration } from './duration.ts';
import { isLoopback } from './is-loopback.ts';
import { isTimeZone } from './is-time-zone.ts';
import { share } from './share.ts';

const packageName = z
  .string()
  .regex(/^(@[a-z0-9-][a-z0-9-._]*\/)?[a-z0-9-][a-z0-9-._]*$/, 'must be the name of an npm package')
  .meta({ description: 'The connector package, such as @access-account/identity-ldap.' });

/** A page people are sent to. */
const webPage = z
  .url({ protocol: /^https?$/ })
  .refine(
    (url) => url.startsWith('https:') || isLoopback(new URL(url).hostname),
    'must be https, or http on this machine alone',
  );

const timeZone = z
  .string()
  .refine(isTimeZone, 'must be a time zone of the IANA database, such as Europe/Berlin')
  .meta({ description: 'Of the IANA database: America/Los_Angeles.' });

const connectorName = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, 'must be lower-case letters, digits and hyphens, and start with a letter');

const patterns = z.array(z.string().min(1).max(320)).max(1000);

const those = {
  only: patterns.optional().meta({ description: 'Logins or addresses, * for anything: ["*@acme.test"].' }),
  except: patterns.optional().meta({ description: 'The same, for whom not: ["svc-*"].' }),
};

const connector = z.strictObject({
  package: packageName,
  poll: z
    .strictObject({
      every: duration('30s', '100ms').meta({ description: 'How often lockouts are looked for.' }),
      grace: duration('10s').meta({
        description: 'By how much a lock may become visible late, as by replication; a connector looks back as far.',
      }),
      // Longer than a server's clock is ever ahead of a provider's: otherwise every lock would look old.
      maximumLookBack: duration('7d', '1m').meta({
        description: 'Nobody is told of a lock that is older, such as on the first day or after a long outage.',
      }),
    })
    .prefault({})
    .meta({ description: 'Identity connectors only.' }),
  list: z
    .strictObject({
      every: duration('5m', '100ms').meta({
        description: 'How often the directory is asked whose password or account has another end by now.',
      }),
    })
    .prefault({})
    .meta({ description: 'Identity connectors that list their accounts only. Once a night everybody is read.' }),
  budget: z
    .strictObject({
      calls: z
        .int()
        .min(1)
        .max(1_000_000)
        .optional()
        .meta({ description: 'Requests in any `per`, by all replicas together. Absent: not counted.' }),
      per: duration('1m').refine((per) => per >= 100, 'must be 100ms or more'),
      reserve: share('20%').meta({ description: 'The part that is kept for people: no poll takes it.' }),
      atOnce: z
        .int()
        .min(1)
        .max(1000)
        .default(32)
        .meta({ description: 'Calls at a time, by one replica, at most: fewer where the system is slow.' }),
    })
    .prefault({})
    .meta({ description: 'How often the provider may be asked. What it says itself of its limits is heeded always.' }),
  audiences: z
    .record(
      z.string().min(1).max(64),
      z.strictObject({
        systems: z.array(connectorName).min(1).optional().meta({ description: 'Identity connectors. Absent: all.' }),
        ...those,
      }),
    )
    .default({})
    .meta({
      description:
        'Instructions connectors only. Who is given the instructions for a system, by its name; of one that is not named here: everybody.',
    }),
  config: z.record(z.string(), z.unknown()).default({}).meta({ description: 'The connector’s own configuration.' }),
});

/** Of a connector that says nothing of its core settings. */
export const connectorDefaults = connector.pick({ poll: true, list: true, budget: true, audiences: true }).parse({});

const tickets = (standard: 'always' | 'on-failure' | 'never') =>
  z
    .enum(['always', 'on-failure', 'never'])
    .default(standard)
    .meta({ description: 'When a ticket is opened: each time, only for what people must finish, or never.' });

const wallTime = (standard: string) =>
  z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day such as "10:00"')
    .default(standard);

const limit = (atMost: number, per: string) =>
  z.strictObject({ atMost: z.int().min(1).max(1_000_000).default(atMost), per: duration(per, '1m') }).prefault({});

const roleValues = z.array(z.string().min(1).max(200)).max(100).default([]);

/** Whom a feature is for. */
const audience = z.union([
  z.literal('all'),
  z.strictObject({
    systems: z.array(connectorName).min(1).optional().meta({ description: 'Identity connectors. Absent: all.' }),
    ...those,
  }),
]);
export type Audience = z.output<typeof audience>;

/** Whom a feature only watches. */
const shadow = z
  .union([
    z.boolean(),
    z.strictObject({
      systems: z.array(connectorName).min(1).optional().meta({ description: 'Identity connectors. Absent: all.' }),
      ...those,
    }),
  ])
  .default(false)
  .meta({
    description: 'For whom it only watches: it decides and records, and sends and changes nothing. true: everybody.',
  });

const helped = audience
  .default('all')
  .meta({ description: 'Who is helped with it; the others are for the service desk.' });

const portals = z
  .array(
    z.strictObject({
      label: z.string().min(1).max(80),
      url: webPage,
      audience: z.strictObject(those).optional().meta({ description: 'Who is shown it. Absent: everybody.' }),
    }),
  )
  .max(20)
  .default([])
  .meta({ description: 'The organisation’s own pages, shown in this order.' });

/** How this product is known to an OpenID provider. */
const openIdClient = {
  issuer: webPage.meta({ description: 'The OpenID provider, as its tokens name it: https://acme.okta.com.' }),
  clientId: z.string().min(1),
  clientSecret: z
    .string()
    .min(1)
    .optional()
    .meta({ description: 'A reference. Absent: a public client; PKCE is used either way.' }),
};

/** What later features will read. Accepted, so that one file can be written for them; `start` says that it has no effect yet. */
const notYet = z.unknown().optional();

/** The configuration file. Its JSON Schema is printed by `access-account schema`. */
export const configurationSchema = z.strictObject({
  organization: z.string().min(1).default('Acme'),
  publicUrl: z
    .url({ protocol: /^https?$/ })
    .transform((url) => url.replace(/\/+$/, ''))
    .optional()
    .meta({ description: 'Links are built from this, never from a Host header. Default: http://HOST:PORT.' }),
  dataDirectory: z.string().min(1).default('.access-account').meta({ description: 'Relative to this file.' }),
  database: z
    .string()
    .regex(/^(embedded|postgres(ql)?:\/\/.+)$/, 'must be `embedded` or a postgres:// address')
    .default('embedded')
    .meta({ description: 'embedded, or a reference such as ${env:DATABASE_URL}. The variable DATABASE_URL wins.' }),
  operators: z
    .union([
      z.email(),
      z.strictObject({
        channel: connectorName,
        conversation: z.string().min(1).max(500).meta({
          description: 'As the channel calls it: a channel of Slack (C…), a conversation of Teams, an address.',
        }),
      }),
    ])
    .optional()
    .meta({
      description:
        'Who is told what needs a human: an address, reached on the first of `people.channels` that can, or a conversation of one channel.',
    }),
  network: z
    .strictObject({
      trustedProxies: z
        .array(
          z
            .string()
            .refine(
              (text) => readAddressRange(text) !== undefined,
              'must be an IP address or a range such as 10.0.0.0/8, and not everybody',
            ),
        )
        .max(100)
        .default([])
        .meta({
          description:
            'Reverse proxies in front of this server, as addresses or ranges: from these alone X-Forwarded-For is believed, for what is counted by source.',
        }),
      allowPrivateHosts: notYet,
      outboundProxy: notYet,
    })
    .prefault({}),
  audit: z
    .strictObject({
      key: z
        .string()
        .default('generated')
        .meta({ description: 'generated, or a reference to at least 32 characters.' }),
      stream: notYet,
    })
    .prefault({}),
  languages: z
    .strictObject({
      default: z.string().min(2).default('en').meta({ description: 'BCP 47.' }),
      messages: z.string().min(1).optional().meta({
        description:
          'A folder of the organisation’s own words, a file for each language (de.yaml). Default: ./messages, where there is one.',
      }),
      understanding: z.string().min(1).optional().meta({
        description:
          'A folder of the organisation’s own names, words and utterances, added to those that are shipped; followed while the server runs. Default: ./understanding, where there is one.',
      }),
      informal: z
        .array(z.string().min(2))
        .default([])
        .meta({ description: 'Languages whose people are addressed informally: [de].' }),
      instructions: notYet,
    })
    .prefault({}),
  model: z
    .strictObject({
      url: webPage
        .transform((url) => url.replace(/\/+$/, ''))
        .meta({
          description: 'Of an API like OpenAI’s, up to and with its version: https://models.acme.test/v1.',
        }),
      name: z.string().min(1),
      apiKey: z.string().min(1).optional().meta({ description: 'A reference. Absent: none is sent.' }),
      deadline: duration('2s', '100ms')
        .refine((deadline) => deadline <= 10_000, 'must be 10s or less')
        .meta({ description: 'An opinion that comes later does not count.' }),
      perMinute: z
        .int()
        .min(1)
        .max(100_000)
        .default(60)
        .meta({ description: 'Texts in any minute, by each server; beyond them words are read without it.' }),
    })
    .optional()
    .meta({
      description:
        'A language model that gives a second opinion on free text that is not clear. It can make a question of a proposal or the other way round, and nothing else. Absent: none is asked.',
    }),
  connectors: z.record(connectorName, connector),
  people: z.strictObject({
    mainIdentity: connectorName.meta({ description: 'The identity connector that is meant when no system is named.' }),
    channels: z
      .array(connectorName)
      .min(1)
      .meta({ description: 'In this order people are told of what they did not ask for.' }),
    tickets: connectorName.meta({ description: 'The ticketing connector.' }),
    helpDesk: patterns
      .default([])
      .meta({ description: 'Logins or addresses of those who may have others unlocked, * for anything: ["desk-*"].' }),
    locale: z
      .string()
      .min(2)
      .optional()
      .meta({ description: 'Of people whose directory does not say. Default: languages.default.' }),
    timeZone: notYet,
  }),
  signIn: z
    .strictObject({
      ...openIdClient,
      system: connectorName.meta({ description: 'The identity connector whose accounts sign in there.' }),
      claim: z
        .string()
        .min(1)
        .default('sub')
        .meta({ description: 'The claim that is the account’s id in that system. Entra ID: oid.' }),
    })
    .optional()
    .meta({ description: 'The organisation’s own sign-in page, where people show that it is them.' }),
  console: z
    .strictObject({
      signIn: z
        .strictObject({
          ...openIdClient,
          scopes: z
            .array(z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]+$/, 'must be a scope of OAuth 2.0'))
            .max(20)
            .default([])
            .meta({ description: 'What is asked for beside openid and profile. Okta: [groups].' }),
        })
        .optional()
        .meta({ description: 'Where operators sign in. Absent: only one-time links on the machine itself.' }),
      roles: z
        .strictObject({
          claim: z
            .string()
            .min(1)
            .default('groups')
            .meta({ description: 'The claim that says which groups or roles somebody has. Entra ID: roles.' }),
          viewer: roleValues.meta({ description: 'Who sees everything.' }),
          desk: roleValues.meta({ description: 'Who resolves tickets and replays them, too.' }),
          admin: roleValues.meta({ description: 'Who pauses, resumes and tries again, too.' }),
        })
        .prefault({})
        .meta({ description: 'Which values of that claim give which role. Whoever has none of them is not let in.' }),
      session: z
        .strictObject({
          idle: duration('30m', '1m').meta({ description: 'Without anybody at it a session ends.' }),
          life: duration('4h', '1m')
            .refine((life) => life <= 86_400_000, 'must be 24h or less')
            .meta({ description: 'It ends in any case: a role that was taken away counts until then.' }),
        })
        .refine(({ idle, life }) => idle <= life, 'life must be as long as idle, or longer')
        .prefault({}),
    })
    .prefault({})
    .meta({ description: 'Who may use the console, and for what.' }),
  policies: z
    .strictObject({
      unlockAccount: z
        .strictObject({
          enabled: z.boolean().default(true),
          shadow,
          tickets: tickets('always'),
          audience: helped,
        })
        .prefault({}),
      lockoutNotification: z
        .strictObject({
          enabled: z.boolean().default(true),
          shadow,
          mode: z.enum(['unlock', 'instructions']).default('unlock'),
          atMost: z.int().min(1).max(1000).default(4),
          per: duration('24h', '1m'),
          gap: duration('6h', '1m'),
          newEpisodeBreaksGap: z.boolean().default(false),
          instructionsInFirstMessage: z.boolean().default(false),
          audience: audience.default('all').meta({ description: 'Who is told.' }),
        })
        .prefault({}),
      passwordReset: z
        .strictObject({
          enabled: z.boolean().default(true),
          shadow,
          mode: z
            .enum(['link', 'instructions'])
            .default('link')
            .meta({ description: 'Whether the provider’s own reset is started where it has one.' }),
          portals,
          tickets: tickets('on-failure'),
          audience: helped,
        })
        .prefault({}),
      mfaReset: z
        .strictObject({
          enabled: z.boolean().default(true),
          shadow,
          verification: z.enum(['step-up', 'chat']).optional().meta({
            description:
              'What must show that it is the person before a factor is removed; chat: that they are signed in to the channel. Default: step-up; with nothing but the sandbox, chat.',
          }),
          modes: z
            .array(z.enum(['single', 'all']))
            .min(1)
            .default(['single', 'all'])
            .meta({ description: 'single: one that is chosen; all: every one. Removing the last one counts as all.' }),
          enrolUrl: webPage.nullable().default(null).meta({ description: 'Where MFA is set up again.' }),
          tickets: tickets('always'),
          audience: helped,
        })
        .prefault({}),
      passwordExpiry: z
        .strictObject({
          enabled: z.boolean().default(true),
          shadow,
          firstReminderDays: z.int().min(1).max(365).default(14).meta({
            description: 'The first reminder; each next one comes at half the days that are left, down to 1.',
          }),
          at: wallTime('10:00').meta({ description: 'When reminders are sent, by the clock on the wall.' }),
          timeZone: timeZone.default('America/Los_Angeles'),
          perPersonTimeZone: z
            .boolean()
            .default(false)
            .meta({ description: 'Whether the zone the directory gives for a person counts instead.' }),
          weekends: z
            .enum(['send', 'drop', 'previous'])
            .default('send')
            .meta({ description: 'What becomes of a reminder that falls on a Saturday, a Sunday or a holiday.' }),
          holidays: z
            .union([z.array(z.iso.date()).max(5000), z.string().min(1)])
            .default([])
            .meta({ description: 'Dates, or the path of an ICS file, relative to this file.' }),
          changePassword: z.enum(['reset', 'instructions']).default('reset'),
          portals,
          audience: audience.default('all').meta({ description: 'Who is reminded.' }),
          ignoreCoversExpired: z
            .boolean()
            .default(true)
            .meta({ description: 'Whether Ignore also mutes the notice that the password has expired.' }),
          tickets: tickets('never'),
        })
        .prefault({}),
      personalSettings: z
        .strictObject({
          enabled: z.boolean().default(true),
          fewestNotices: z
            .enum(['normal', 'daily', 'none'])
            .default('none')
            .meta({ description: 'How few notices of lockouts a person may want; security notices always come.' }),
          language: z.boolean().default(true).meta({ description: 'Whether a person may choose the language.' }),
          channel: z
            .boolean()
            .default(true)
            .meta({ description: 'Whether a person may choose among the channels they are reached on.' }),
        })
        .prefault({})
        .meta({ description: 'What people may set for themselves, by asking for “notification settings”.' }),
      proof: z
        .strictObject({
          otherFactor: z.boolean().default(true).meta({
            description:
              'Whether a second factor that stays may show that it is the person where another one is removed, by a push or a code.',
          }),
          code: z
            .strictObject({
              enabled: z.boolean().default(true),
              unchangedFor: duration('30d').meta({
                description:
                  'How long the address must have been the same: whoever took an account over changes it first.',
              }),
              allowUnknown: z.boolean().default(false).meta({
                description: 'Whether an address counts of which the directory cannot know when it changed.',
              }),
            })
            .prefault({})
            .meta({
              description:
                'Whether a one-time code to an address of record, beside the one the directory knows somebody by, may show that it is the person. It needs a channel that sends mails.',
            }),
          hold: duration('60m')
            .refine((hold) => hold <= 24 * 60 * 60_000, 'must be 24h or less')
            .meta({
              description:
                'How long the removal of a factor waits that rests on a code alone: every channel of the person is told, and can stop it.',
            }),
          managerApproval: z
            .boolean()
            .default(true)
            .meta({ description: 'Whether the manager that the directory names may confirm that it is the person.' }),
          approvalWithin: duration('4h', '1m').meta({ description: 'How long their answer is waited for.' }),
          life: duration('1h', '1m').meta({ description: 'How long a proof counts.' }),
        })
        .prefault({})
        .meta({
          description: 'How people show that it is really them, where being signed in to a channel is not enough.',
        }),
      caution: z
        .strictObject({
          afterReport: duration('30d', '1m').meta({
            description: 'How long “This wasn’t me” counts, unless somebody resolves its ticket in the console before.',
          }),
          afterRelinking: duration('24h', '1m').meta({
            description: 'How long it counts that another user of a channel took somebody’s place there.',
          }),
          resets: z
            .strictObject({
              perPerson: limit(2, '7d').meta({ description: 'Of one person.' }),
              perOrganisation: limit(20, '1h').meta({ description: 'Of anybody.' }),
            })
            .prefault({})
            .meta({ description: 'Removals of second factors, counted by case, from which on one is unusual.' }),
          workingHours: z
            .strictObject({
              days: z
                .array(z.int().min(1).max(7))
                .min(1)
                .default([1, 2, 3, 4, 5])
                .meta({ description: '1 is Monday, 7 is Sunday.' }),
              from: wallTime('08:00'),
              to: wallTime('18:00').meta({ description: 'Earlier than `from`: on the next day.' }),
              timeZone,
            })
            .refine(({ from, to }) => from !== to, 'from and to must differ')
            .optional()
            .meta({ description: 'When people work. Absent: any hour is as good as another.' }),
        })
        .prefault({})
        .meta({
          description:
            'What makes it ask for one proof more: “This wasn’t me” and a new user of a channel (for unlocks too), many removals of second factors, and removals outside working hours.',
        }),
      relinking: z
        .strictObject({
          enabled: z.boolean().default(true).meta({
            description: 'Absent a channel that sends mails, the new user is told to ask the service desk.',
          }),
        })
        .prefault({})
        .meta({
          description:
            'Whether a new user of a channel may take the place of one who is still there, with a one-time code to the addresses that the directory has for the person.',
        }),
      accountWatch: z
        .strictObject({
          enabled: z.boolean().default(true),
          for: duration('24h', '1m').refine((time) => time <= 7 * 24 * 60 * 60_000, 'must be 7d or less'),
          every: duration('15m', '1s').meta({ description: 'How often the provider’s log is read meanwhile.' }),
        })
        .prefault({})
        .meta({
          description:
            'After second factors were removed or a password reset was begun: how long the account is watched for a weaker factor, a new country or an anonymiser, where its provider tells.',
        }),
      followThrough: z
        .strictObject({
          nudgeAfter: duration('10m', '1s'),
          handOffAfter: duration('30m', '1s'),
        })
        .refine(
          ({ nudgeAfter, handOffAfter }) => nudgeAfter < handOffAfter,
          'handOffAfter must be longer than nudgeAfter',
        )
        .prefault({})
        .meta({ description: 'How long after a reset or an unlock its sign of success is waited for.' }),
      attackMode: z
        .strictObject({
          enabled: z.boolean().default(true),
          within: duration('5m', '1s').meta({ description: 'The time in which people who are locked are counted.' }),
          people: z
            .int()
            .min(1)
            .default(20)
            .meta({ description: 'More people than this begin it, in an organisation however small.' }),
          share: share('1%').meta({ description: 'More than this part of all people begin it, where that is more.' }),
          notices: z.int().min(0).max(1_000_000).default(100).meta({
            description: 'While it lasts, so many are told of a lockout in any `per`; the others once it is over.',
          }),
          per: duration('1h', '1s'),
          quietFor: duration('15m', '1s').meta({
            description: 'It is over once no more than half as many were locked for so long.',
          }),
        })
        .prefault({})
        .meta({
          description:
            'Many people locked at once: one ticket for the security team, few messages, and an unlock asks for proof.',
        }),
    })
    .prefault({}),
});

export type ConfigurationFile = z.output<typeof configurationSchema>;

/** Paths that are accepted and have no effect yet. */
export const withoutEffectYet: readonly (readonly string[])[] = [
  ['network', 'allowPrivateHosts'],
  ['network', 'outboundProxy'],
  ['audit', 'stream'],
  ['languages', 'instructions'],
  ['people', 'timeZone'],
];
