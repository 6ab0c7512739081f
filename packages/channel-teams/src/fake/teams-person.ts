import { messageActivity, pressedActivity } from './fake-activities.ts';
import { type Sight, sightOf } from './fake-sight.ts';
import type { FakeMessage, FakeUser } from './fake-tenant.ts';
import { asJson, type Json } from './json.ts';
import type { Delivery, TeamsFake } from './teams-fake.ts';

export interface SeenMessage extends Sight {
  readonly id: string;
  readonly edited: boolean;
}

export interface TeamsPersonOptions {
  readonly teams: TeamsFake;
  readonly user: FakeUser;
}

/** Milliseconds anything may take before it has failed. */
const patience = 20_000;

/** Somebody in front of Teams: reads what the app says to them, types, presses buttons, fills in forms. */
export class TeamsPerson {
  readonly user: FakeUser;
  /** Sentences that stood beside a card after a click. */
  readonly notices: string[] = [];
  /** How often Teams said “Unable to reach app”, and sent the click again. */
  unreachable = 0;
  readonly #teams: TeamsFake;

  constructor({ teams, user }: TeamsPersonOptions) {
    this.#teams = teams;
    this.user = user;
  }

  /** What the app said, oldest first, as it is now. */
  get messages(): readonly SeenMessage[] {
    const { mutants } = this.#teams.tenant;
    return this.#raw.map(({ id, card, activity, edited }) => ({
      ...sightOf({
        card,
        entities: activity.entities,
        readsEverythingAsMarkdown: mutants.has('reads-everything-as-markdown'),
      }),
      id,
      edited,
    }));
  }

  /** Whoever writes to the app has it. */
  say(text: string, id?: string): Promise<Delivery> {
    this.user.hasApp = true;
    return this.#teams.deliver(messageActivity({ ...this.#happened(id), text }));
  }

  /** The activity of pressing the button of this label on the newest message that has it. `chosen`: by the inputs’ ids. */
  pressing(label: string, chosen: Readonly<Record<string, string>> = {}): Json {
    for (const message of this.#raw.toReversed()) {
      const { buttons } = sightOf({ card: message.card });
      const button = buttons.find((one) => one.label === label);
      if (button === undefined) continue;
      const data = asJson(button.action.data);
      return pressedActivity({
        ...this.#happened(),
        token: String(data.token),
        label: String(data.label),
        chosen,
        message: message.id,
      });
    }
    const shown = JSON.stringify(this.messages.map(({ text, buttons }) => [text, ...buttons.map((one) => one.label)]));
    throw new Error(`No message has a button “${label}”. Shown: ${shown}`);
  }

  async press(label: string, chosen: Readonly<Record<string, string>> = {}): Promise<Delivery> {
    const activity = this.pressing(label, chosen);
    const delivery = await this.#teams.deliver(activity);
    return this.#seen(activity, delivery);
  }

  /** Teams puts the card it is answered with in the place of the one that was pressed; without an answer it asks again. */
  async #seen(activity: Json, delivery: Delivery): Promise<Delivery> {
    const { type, value, statusCode } = delivery.answer ?? {};
    const message = this.#raw.find(({ id }) => id === activity.replyToId);
    if (delivery.status === 200 && statusCode === 200 && type === 'application/vnd.microsoft.card.adaptive') {
      if (message !== undefined) message.card = asJson(value);
      this.#teams.tenant.changed();
    } else if (statusCode === 200 && typeof value === 'string' && value !== '') {
      this.notices.push(value);
      this.#teams.tenant.changed();
    } else {
      this.unreachable += 1;
      return this.#teams.deliver(activity);
    }
    return delivery;
  }

  /** Resolves to the newest message that fits, shown already or still to come. */
  async shown(fits: string | RegExp | ((message: SeenMessage) => boolean), within = patience): Promise<SeenMessage> {
    const test =
      typeof fits === 'function'
        ? fits
        : ({ text }: SeenMessage) => (typeof fits === 'string' ? text.includes(fits) : fits.test(text));
    const overdue = AbortSignal.timeout(within);
    for (;;) {
      const found = this.messages.findLast(test);
      if (found !== undefined) return found;
      if (overdue.aborted) {
        const shown = JSON.stringify(this.messages.map(({ text }) => text));
        throw new Error(`Nothing like ${String(fits)} was shown to ${this.user.login}: ${shown}`);
      }
      await this.#change(overdue);
    }
  }

  async #change(overdue: AbortSignal): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const { listeners } = this.#teams.tenant;
    listeners.add(resolve);
    overdue.addEventListener('abort', () => resolve(), { once: true });
    await promise;
    listeners.delete(resolve);
  }

  #happened(id?: string) {
    return { ...this.#teams.happened(this.user), ...(id === undefined ? {} : { id }) };
  }

  get #raw(): readonly FakeMessage[] {
    return this.#teams.tenant.messages.filter(({ conversation }) => conversation === this.user.conversation);
  }
}
