import type { Logger } from '@access-account/contract';
import { renderer } from '@access-account/messages';
import type { AttackMode } from '../attack/attack-mode.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import type { Witness } from '../audit/witness.ts';
import type { Configuration } from '../config/load-configuration.ts';
import { settingsOf } from '../config/settings-of.ts';
import type { Metrics } from '../metrics.ts';
import { AccountLinks } from '../people/account-links.ts';
import { PeopleFinder } from '../people/find-people.ts';
import { helpDesk } from '../people/is-help-desk.ts';
import type { ConnectorRegistry } from '../registry/connector-registry.ts';
import type { Replica } from '../replica.ts';
import { Relinking } from '../sign-in/relinking.ts';
import type { Database } from '../storage/database.ts';
import type { Keys } from '../storage/keys.ts';
import { CurrentUnderstanding } from '../understanding/current-understanding.ts';
import type { SecondReader } from '../understanding/second-reader.ts';
import { Audiences } from './audiences.ts';
import { ChannelLinks } from './channel-links.ts';
import { Converse, noticesCount } from './converse.ts';
import { Decide } from './decide.ts';
import { PerformIdentity } from './perform-identity.ts';
import { PerformInstructions } from './perform-instructions.ts';
import { PerformPeople } from './perform-people.ts';
import { PerformSay } from './perform-say.ts';
import { PerformTicket } from './perform-ticket.ts';
import { Receive } from './receive.ts';
import { Recognise } from './recognise.ts';
import { Record } from './record.ts';
import { Road } from './road.ts';
import { Shadows } from './shadows.ts';
import { Understand } from './understand.ts';
import type { Wake } from './wake.ts';

export interface BuildRoadOptions {
  readonly configuration: Configuration;
  readonly logger: Logger;
  readonly database: Database;
  readonly keys: Keys;
  readonly attack: AttackMode;
  readonly audit: AuditLog;
  readonly witness: Witness;
  readonly replica: Replica;
  readonly registry: ConnectorRegistry;
  readonly metrics: Metrics;
  /** Undefined: no model is configured. */
  readonly secondReader: SecondReader | undefined;
  readonly wake: Wake;
  /** There is no real directory. */
  readonly onlySandbox: boolean;
  readonly onParked: () => void;
  /** The only origin that links are built from. */
  readonly publicUrl: () => string;
  readonly goodbye: AbortSignal;
  readonly signal: AbortSignal;
}

/** Puts the stations together. */
export function buildRoad(options: BuildRoadOptions): Road {
  const { configuration, database, registry, keys, witness } = options;
  const { people, policies } = configuration;
  const settings = settingsOf(configuration, options.onlySandbox);
  const links = new ChannelLinks({ database, afterReport: settings.caution.afterReport });
  const defaultLocale = people.locale ?? configuration.languages.default;
  const understanding = new CurrentUnderstanding({ folder: configuration.understandingFolder, logger: options.logger });
  understanding.follow(options.goodbye);
  const accountLinks = new AccountLinks({ registry, database });
  const recognise = new Recognise({ registry, database, links, accountLinks, mainIdentity: people.mainIdentity });
  const audiences = new Audiences(policies, settings);
  const shadows = new Shadows(policies);
  const isHelpDesk = helpDesk(people.helpDesk);
  const words = renderer({ overrides: configuration.messages, informal: configuration.languages.informal });
  const understand = new Understand({
    registry,
    languages: words.languages,
    understanding,
    secondReader: options.secondReader,
  });
  return new Road({
    ...options,
    words,
    settings,
    links,
    defaultLocale,
    noticesEnabled: policies.lockoutNotification.enabled,
    auditIsWritten: async () => witness.failure === null || witness.recover(),
    receive: new Receive(registry),
    recognise,
    accountLinks,
    converse: new Converse({
      attack: options.attack,
      registry,
      settings,
      defaultLocale,
      channels: people.channels,
      languages: words.languages,
    }),
    decide: new Decide({
      settings,
      audiences,
      shadows,
      registry,
      mainSystem: people.mainIdentity,
    }),
    understand,
    relinking: new Relinking({
      ...options,
      understand,
      words,
      defaultLocale,
      isEnabled: policies.relinking.enabled,
      rules: policies.proof.code,
      afterReport: settings.caution.afterReport,
      codeKey: keys.code,
    }),
    record: new Record({
      audit: options.audit,
      tokenKey: keys.choiceToken,
      words,
      noticesCount: noticesCount(settings),
    }),
    identity: new PerformIdentity({
      registry,
      database,
      isHelpDesk,
      rules: {
        chatIsEnough: settings.mfaReset.verification === 'chat',
        caution: settings.caution,
        isShadowed: (feature, system, account) => shadows.includes(feature, system, account),
      },
      addressRules: settings.proof.code,
      linkMaster: (asked, call) => accountLinks.linkMaster(asked, call),
    }),
    say: new PerformSay({
      registry,
      database,
      links,
      tokenKey: keys.choiceToken,
      words,
      channels: people.channels,
      settings,
      publicUrl: options.publicUrl,
    }),
    ticket: new PerformTicket({ registry, database, tickets: people.tickets, publicUrl: options.publicUrl }),
    instructions: new PerformInstructions({
      registry,
      database,
      audiences: Object.entries(configuration.connectors).flatMap(([connector, { audiences }]) =>
        Object.entries(audiences).map(([system, audience]) => ({ connector, system, audience })),
      ),
    }),
    people: new PerformPeople(new PeopleFinder({ registry, database, recognise, audiences, isHelpDesk })),
  });
}
