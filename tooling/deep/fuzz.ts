import { FuzzTarget } from './fuzz-target.ts';
import type { Part } from './part.ts';
import { routes } from './routes.ts';
import { runRoute } from './run-route.ts';

/** Minutes of the long form, all routes together. */
const usual = 10;
const shortest = 0.4;

export const fuzz: Part = {
  name: 'fuzz',
  summary: 'every route by its schema and against it, and bytes that are no HTTP; afterwards a person is helped',
  run: async ({ seed, minutes, short, databases, say }) => {
    const outcomes = [];
    for (const database of databases) {
      const target = await FuzzTarget.start(database);
      try {
        const all = await routes(target);
        const milliseconds = ((minutes ?? (short ? shortest : usual)) * 60_000) / all.length;
        for (const route of all) {
          const outcome = await runRoute({ target, route, seed, milliseconds });
          say(`  ${database}: ${outcome.ran}${outcome.findings.length === 0 ? '' : ' RED'}`);
          outcomes.push({ ...outcome, ran: `${database} · ${outcome.ran}` });
        }
        outcomes.push(await afterwards(target));
      } finally {
        await target.stop();
      }
    }
    return outcomes;
  },
};

/** The same server still runs, is ready, has nothing to complain about, and helps. */
async function afterwards(target: FuzzTarget) {
  const begun = performance.now();
  const findings: string[] = [...(await target.complaints())];
  for (const login of target.people)
    await target
      .help(login)
      .catch((error: Error) => findings.push(`${login} is not helped any more: ${error.message}`));
  const seconds = (performance.now() - begun) / 1000;
  return {
    ran: `${target.database} · the server afterwards, ${target.people.length} people helped`,
    findings,
    seconds,
  };
}
