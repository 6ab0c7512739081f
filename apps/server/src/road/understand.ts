import type { Call, Mention } from '@access-account/contract';
import type { Request } from '@access-account/policies';
import {
  type KnownSystem,
  type Opinion,
  type Reading,
  readLanguage,
  withSecondOpinion,
} from '@access-account/understanding';
import type { ConnectorRegistry } from '../registry/connector-registry.ts';
import type { CurrentUnderstanding } from '../understanding/current-understanding.ts';
import type { SecondReader } from '../understanding/second-reader.ts';
import type { Conversation, Meaning, OpenQuestion } from './help-case.ts';

/** A system that can be named, and whether anything can be done there. */
export type NamedSystem = KnownSystem & { readonly connected: boolean };

export interface WordsToUnderstand {
  readonly text: string;
  readonly channel: string;
  readonly mentions: readonly Mention[];
  /** The questions they may answer. */
  readonly questions: readonly OpenQuestion[];
  readonly systems: readonly NamedSystem[];
  /** Who writes: whoever names themselves means nobody else. */
  readonly person: Pick<Conversation['person'], 'login' | 'email' | 'displayName'>;
  /** A question about a password is open: a word on its own may be one. */
  readonly expectsSecret: boolean;
  /** What a second reader made of it; null: there is none. */
  readonly opinion: Opinion | null;
}

export interface UnderstandOptions {
  readonly registry: ConnectorRegistry;
  /** The languages there are words in. */
  readonly languages: readonly string[];
  readonly understanding: Pick<CurrentUnderstanding, 'read'>;
  /** Undefined: no model is configured. */
  readonly secondReader: Pick<SecondReader, 'opinion'> | undefined;
}

/** Station 4. Words become an answer to an open question, or a request. A click never comes here. */
export class Understand {
  readonly #registry: ConnectorRegistry;
  readonly #languages: readonly string[];
  readonly #understanding: Pick<CurrentUnderstanding, 'read'>;
  readonly #secondReader: UnderstandOptions['secondReader'];

  constructor({ registry, languages, understanding, secondReader }: UnderstandOptions) {
    this.#registry = registry;
    this.#languages = languages;
    this.#understanding = understanding;
    this.#secondReader = secondReader;
  }

  /**
   * What a second reader makes of a text, before anything is committed. What is open with the person is not known yet: the text is
   * read as if a question about a password were, so that whatever may be one is kept from the reader.
   */
  async opinion(text: string, systems: readonly NamedSystem[]): Promise<Opinion | null> {
    if (this.#secondReader === undefined) return null;
    const reading = this.#understanding.read({ text, systems, question: 'yes-edit-cancel', expectsSecret: true });
    return this.#secondReader.opinion({ reading, systems });
  }

  /** Whether words say Yes, whoever writes them. */
  affirms(text: string): boolean {
    const reading = this.#understanding.read({ text, systems: [], question: 'yes-no', expectsSecret: false });
    return reading.intent === 'affirm';
  }

  /** Every system that can be named: connected ones, and those there are only instructions for. */
  async systems(call: Call): Promise<readonly NamedSystem[]> {
    const connected = this.#registry
      .ofKind('identity')
      .map(({ name, displayName, aliases }) => ({ name, displayName, aliases, connected: true }));
    const instructed = await Promise.all(
      this.#registry.ofKind('instructions').map(async ({ operations }) => {
        const systems = await operations['instructions.list']({}, call).catch(() => []);
        return systems.map(({ system, displayName, aliases }) => ({
          name: system,
          displayName,
          aliases,
          connected: false,
        }));
      }),
    );
    const names = new Set(connected.map(({ name }) => name));
    return [...connected, ...instructed.flat().filter(({ name }) => !names.has(name))];
  }

  /** Whether a system was asked about that is not connected and has instructions. */
  isInstructed(meaning: Meaning, systems: readonly NamedSystem[]): boolean {
    const system = meaning.kind === 'request' ? meaning.request.system : null;
    return system !== null && !system.connected && systems.some(({ name }) => name === system.words);
  }

  words({ text, channel, mentions, questions, systems, person, expectsSecret, opinion }: WordsToUnderstand): Meaning {
    const question =
      questions.length === 0
        ? null
        : questions.some(({ choices }) => choices.includes('edit'))
          ? 'yes-edit-cancel'
          : 'yes-no';
    const own = this.#understanding.read({ text, systems, question, expectsSecret });
    const reading = withSecondOpinion(own, opinion);
    const language = readLanguage(reading.redacted, this.#languages);
    const answer = answerOf(reading);
    if (answer !== undefined) return { kind: 'answer', answer, containedSecret: reading.containsSecret, language };
    return {
      kind: 'request',
      language,
      request: {
        about: aboutOf(reading),
        ...(reading.intent === 'password_change' ? { how: 'knows' as const } : {}),
        ...(reading.mode === 'how' ? { wantsInstructions: true } : {}),
        system: systemOf(reading, systems),
        ...somebodyOf(reading, { person, channel, mentions }),
        ...(reading.tier === own.tier ? {} : { secondOpinion: reading.tier }),
        containedSecret: reading.containsSecret,
      },
    };
  }
}

function answerOf({ intent }: Reading) {
  switch (intent) {
    case 'affirm':
      return 'yes' as const;
    case 'deny':
      return 'no' as const;
    case 'cancel':
      return 'cancel' as const;
    case 'edit':
      return 'edit' as const;
    case 'ignore':
      return 'ignore' as const;
    default:
      return undefined;
  }
}

/** Whether another person than the writer is meant, and in which words; who exactly is never chosen here. */
function somebodyOf(
  { target }: Reading,
  {
    person: { login, email, displayName },
    channel,
    mentions,
  }: Pick<WordsToUnderstand, 'person' | 'channel' | 'mentions'>,
): Pick<Request, 'forSomebodyElse' | 'somebody'> {
  if (target.kind === 'self') return { forSomebodyElse: false };
  const named = target.words.replace(/^@/, '').toLowerCase();
  if ([login, email, displayName].some((own) => own?.toLowerCase() === named)) return { forSomebodyElse: false };
  // Of a name in several words the first one may be all that was read as a mention.
  const mentioned = mentions.find(({ words }) => words.split(/\s/)[0] === target.words.split(/\s/)[0]);
  if (mentioned === undefined) return { forSomebodyElse: true, somebody: { words: target.words } };
  return { forSomebodyElse: true, somebody: { words: mentioned.words, user: { channel, id: mentioned.user.id } } };
}

function aboutOf({ intent, tier }: Reading): Request['about'] {
  switch (intent) {
    case 'unlock_account':
      return 'unlock';
    case 'password_reset':
    case 'password_change':
      return 'password';
    case 'mfa_reset':
      return 'mfa';
    case 'human':
      return 'service-desk';
    case 'settings':
      return 'settings';
    case 'help':
      return 'help';
    default:
      // About signing in, and not sure what stands in the way of it: that is asked, with buttons.
      return tier === 'clarify' ? 'sign-in' : 'unclear';
  }
}

function systemOf(
  { system }: Reading,
  systems: readonly { readonly name: string; readonly connected: boolean }[],
): Request['system'] {
  if (system === null) return null;
  if (system.kind === 'unknown') return { connected: false, words: system.words };
  return systems.find(({ name }) => name === system.name)?.connected
    ? { connected: true, name: system.name }
    : { connected: false, words: system.name };
}
