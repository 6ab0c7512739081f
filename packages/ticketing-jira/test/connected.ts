import { withTicketingSubject } from '@access-account/testkit';
import { flavours, type JiraWorld, type StartWorldOptions, startJiraWorld } from './jira-world.ts';

type Subject = Parameters<Parameters<typeof withTicketingSubject>[1]>[0];

export interface ConnectedOptions extends StartWorldOptions {
  /** Instead of what the world's own configuration says. */
  readonly config?: object | ((started: JiraWorld) => object);
}

/** What is undefined is no key. */
function without(config: object): object {
  return Object.fromEntries(Object.entries(config).filter(([, value]) => value !== undefined));
}

/** Runs with a connector that is connected to a site of its own. */
export async function connected(
  run: (started: JiraWorld, subject: Subject) => Promise<void>,
  { config = {}, ...options }: ConnectedOptions = {},
): Promise<void> {
  const started = await startJiraWorld(options);
  const { world, flavour } = started;
  const differences = typeof config === 'function' ? config(started) : config;
  try {
    await withTicketingSubject(
      {
        connector: flavours[flavour].connector,
        world,
        config: async () => without({ ...((await world.config()) as object), ...differences }),
      },
      (subject) => run(started, subject),
    );
  } finally {
    await started.fake.close();
  }
}
