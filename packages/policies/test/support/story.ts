import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { AccountStatus } from '@access-account/contract';
import { render } from '@access-account/messages';
import { type Effect, type PolicyEvent, policies } from '../../src/index.ts';
import { anyEvents } from './any-events.ts';
import { Course } from './course.ts';

/** A course that is written down: what came, what would have counted instead, what was said in English, and what was done. */
export class Story extends Course {
  readonly #lines: string[] = [];
  #counted: string | undefined;

  override tell(event: PolicyEvent): readonly Effect[] {
    this.#noteWhatCounts();
    this.#lines.push(`> ${wordsFor(event)}`);
    const effects = super.tell(event);
    this.#lines.push(...effects.flatMap(linesFor).map((line) => `    ${line}`));
    return effects;
  }

  override later(milliseconds: number): this {
    super.later(milliseconds);
    this.#lines.push(`… ${this.situation.instant}`);
    return this;
  }

  /** What was told, to the end of it. */
  told(): string {
    this.#noteWhatCounts();
    return this.#lines.join('\n');
  }

  /** Whatever else comes at a moment leads to nothing, however often. */
  #noteWhatCounts(): void {
    const counting = anyEvents(this).filter(([, event]) => {
      const { state, effects } = policies[this.policy].step(this.state, event, this.situation);
      return effects.length > 0 || (state !== this.state && JSON.stringify(state) !== JSON.stringify(this.state));
    });
    const counted = counting.map(([words]) => words).join(', ') || 'nothing';
    if (counted !== this.#counted) this.#lines.push(`  (counts now: ${counted})`);
    this.#counted = counted;
  }
}

/**
 * One test for each story, held against what stands in `stories/NAME.txt`. With `GOLDEN=write` in the environment it is written
 * anew first, to be read in the diff.
 */
export function tellStories(name: string, stories: Readonly<Record<string, () => Story>>): void {
  const file = new URL(`../stories/${name}.txt`, import.meta.url);
  const tell = (title: string) => `## ${title}\n\n${stories[title]?.().told()}\n`;
  const titles = Object.keys(stories);
  if (process.env.GOLDEN === 'write') writeFileSync(file, titles.map(tell).join('\n'));
  if (!existsSync(file))
    throw new Error(`There is no ${fileURLToPath(file)}. Run the test with GOLDEN=write, and read it.`);
  const written = new Map(
    readFileSync(file, 'utf8')
      .split(/^(?=## )/m)
      .map((text) => [text.slice(3, text.indexOf('\n')), text.trim()]),
  );
  test.each(titles)('%s', (title) => {
    expect(tell(title).trim().split('\n')).toEqual(written.get(title)?.split('\n'));
  });

  test('no story stands there that nobody tells', () => {
    expect([...written.keys()]).toEqual(titles);
  });
}

function wordsFor(event: PolicyEvent): string {
  const { type, ...rest } = event;
  if ('status' in event)
    return `${type} ${event.system}/${event.account}: ${stateOf(event.status).join(', ') || 'nothing unusual'}`;
  return `${type} ${fieldsOf(rest)}`;
}

function stateOf({ standing, lock, password, capabilities, manager }: AccountStatus): readonly string[] {
  return [
    ...(standing === 'enabled' ? [] : [standing]),
    ...(lock === null ? [] : [`locked (${lock.episode}, ${lock.cause})`]),
    ...(password.mustChange ? ['has to change the password'] : []),
    ...(password.changedAt === null ? [] : [`password of ${password.changedAt}`]),
    ...(password.expiresAt === null ? [] : [`password until ${password.expiresAt}`]),
    ...(manager == null ? [] : [`manager ${manager.id}`]),
    ...Object.entries(capabilities).flatMap(([operation, capability]) =>
      operation === 'account.unlock' && capability.able
        ? []
        : [`${operation} ${capability.able ? 'can be done' : 'cannot be done'}`],
    ),
  ];
}

function linesFor(effect: Effect): readonly string[] {
  switch (effect.type) {
    case 'say': {
      const { type: _, sentences, question, links, proof, ...rest } = effect;
      const { form, ...asked } = question ?? {};
      return [
        ...sentences.map((one) => `“${render(one, 'en')}”`),
        ...(links === undefined ? [] : [`links: ${worded(links)}`]),
        ...(proof === undefined ? [] : [`proof: ${fieldsOf(proof)}`]),
        ...(question === undefined ? [] : [`buttons: ${fieldsOf(asked)}`]),
        ...(form === undefined ? [] : [`form: ${fieldsOf(form)}`]),
        ...(Object.keys(rest).length === 0 ? [] : [`said: ${fieldsOf(rest)}`]),
      ];
    }
    case 'identity':
    case 'ticket': {
      const { type: _, operation, ...rest } = effect;
      return [`${operation}: ${fieldsOf(rest)}`];
    }
    default: {
      const { type, ...rest } = effect;
      return [`${type}: ${fieldsOf(rest)}`];
    }
  }
}

function fieldsOf(values: object): string {
  return Object.entries(values)
    .map(([name, value]) => `${name} ${worded(value)}`)
    .join(', ');
}

/** Sentences are read as they are said. */
function worded(value: unknown): string {
  if (typeof value !== 'object' || value === null) return typeof value === 'string' ? `‘${value}’` : String(value);
  if (Array.isArray(value)) return `[${value.map(worded).join(', ')}]`;
  if ('key' in value && 'parameters' in value) return `“${render(value as Parameters<typeof render>[0], 'en')}”`;
  return `{${fieldsOf(value)}}`;
}
