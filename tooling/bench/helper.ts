import type { BenchDirectory } from './bench-directory.ts';
import type { BenchWorld } from './bench-world.ts';
import { momentOf } from './chat-follower.ts';
import type { ClickSubject } from './click-subject.ts';
import { watchMachine } from './machine.ts';
import { type ClickPeople, measureClicks } from './measure-clicks.ts';
import type { Product } from './product.ts';
import type { Reading, Subject } from './reading.ts';
import { untilAtRest } from './until-at-rest.ts';

/** What people are told, in words that both the product and the bots use. */
export const words = { locked: 'Shall I unlock it?', unlocked: 'is unlocked' };

export interface RoundSizes {
  readonly alone: number;
  readonly crowd: number;
  readonly storm: number;
}

/** Somebody who helps people of a directory. */
export interface Helper {
  readonly subject: ClickSubject;
  readonly directory: BenchDirectory;
  /** Resolves when this person was told of the lock; undefined where nobody is told. */
  readonly noticed?: (login: string) => Promise<unknown>;
  readonly product?: Product;
  /** Everybody who clicked. */
  readonly clicked: string[];
}

export interface InstalledOptions {
  readonly name: Subject;
  readonly kind: 'postgres' | 'embedded';
  readonly processes?: number;
}

/** The product, started, with a directory of its own. */
export async function installed(world: BenchWorld, { name, ...how }: InstalledOptions): Promise<Helper> {
  const directory = await world.directory();
  const product = await world.product({ directory, ...how });
  await product.start();
  return helping({ name, product, directory, world });
}

/** The product, which is started, as somebody who helps. */
export function helping({ directory, ...how }: ProductSubjectOptions & { readonly directory: BenchDirectory }): Helper {
  return {
    subject: productSubject(how),
    directory,
    product: how.product,
    noticed: (login) => how.world.follower.shown(login, words.locked),
    clicked: [],
  };
}

export interface ProductSubjectOptions {
  readonly name: Subject;
  readonly product: Product;
  readonly world: BenchWorld;
}

export function productSubject({ name, product, world: { follower } }: ProductSubjectOptions): ClickSubject {
  return {
    name,
    click: (login) => product.click(login, follower.tokenOf(login, 'Yes')),
    replied: async (login) => momentOf(await follower.shown(login, words.unlocked)),
    finishedEffects: () => product.finishedEffects(),
  };
}

export interface HelpOptions {
  /**
   * Whether the first click comes when nothing else happens any more, whoever it is that helps: what a storm of notices leaves
   * behind, above all in a database, is no part of one person's click.
   */
  readonly rested?: boolean;
}

/** Several products and their directories stand beside each other, and every one polls. */
const severalAtRest = { cores: 0.25, seconds: 3, patience: 20 };

/** A storm of locks, and the clicks of all who were told. */
export async function helpPeople(
  { subject, directory, noticed, clicked }: Helper,
  sizes: RoundSizes,
  { rested = false }: HelpOptions = {},
): Promise<readonly Reading[]> {
  const people = await directory.recruit(sizes.alone + sizes.crowd + sizes.storm);
  clicked.push(...people);
  const during = watchMachine();
  const begun = performance.now();
  await directory.lock(people);
  const storm: Reading[] = [];
  if (noticed !== undefined) {
    await Promise.all(people.map(noticed));
    const seconds = (performance.now() - begun) / 1000;
    storm.push({
      subject: subject.name,
      figure: 'storm: accounts told',
      unit: '/s',
      value: people.length / seconds,
      n: people.length,
      machine: during(),
    });
  }
  if (rested) await untilAtRest(severalAtRest);
  return [...storm, ...(await measureClicks(subject, split(people, sizes)))];
}

function split(people: readonly string[], { alone, crowd }: RoundSizes): ClickPeople {
  return {
    alone: people.slice(0, alone),
    crowd: people.slice(alone, alone + crowd),
    storm: people.slice(alone + crowd),
  };
}
