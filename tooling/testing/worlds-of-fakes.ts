import type { ChannelWorld } from '@access-account/testkit';

interface Closable {
  close(): Promise<void>;
}

interface WorldsOfFakesOptions<Fake extends Closable> {
  readonly start: () => Promise<Fake>;
  readonly world: (fake: () => Fake) => ChannelWorld;
}

/** Worlds that each have a stand-in of their own: whoever listened when a case turned red still does. */
export class WorldsOfFakes<Fake extends Closable> {
  readonly #options: WorldsOfFakesOptions<Fake>;
  readonly #fakes: Fake[] = [];

  constructor(options: WorldsOfFakesOptions<Fake>) {
    this.#options = options;
  }

  /** A new one. Its stand-in starts when it is first asked for its configuration. */
  readonly next = (): ChannelWorld => {
    let own: Fake | undefined;
    const world = this.#options.world(() => {
      if (own === undefined) throw new Error('The stand-in of this world has not started.');
      return own;
    });
    return {
      ...world,
      config: async () => {
        if (own === undefined) {
          own = await this.#options.start();
          this.#fakes.push(own);
        }
        return world.config();
      },
    };
  };

  async close(): Promise<void> {
    await Promise.all(this.#fakes.splice(0).map((fake) => fake.close()));
  }
}
