import fc from 'fast-check';
import type { FuzzTarget } from './fuzz-target.ts';
import type { Outcome } from './part.ts';
import type { Route } from './route.ts';

/** Different faults of one route that are looked for, one behind the other. */
const maximumFindings = 3;

export interface RunRouteOptions {
  readonly target: FuzzTarget;
  readonly route: Route;
  readonly seed: number;
  readonly milliseconds: number;
}

/** Tries a route for so long. What it finds is shrunk, and looked past, so that one fault does not hide the next. */
export async function runRoute({ target, route, seed, milliseconds }: RunRouteOptions): Promise<Outcome> {
  const begun = performance.now();
  const findings = new Map<string, string>();
  let requests = 0;
  for (let more = true; more && findings.size < maximumFindings; ) {
    const left = begun + milliseconds - performance.now();
    if (left <= 0) break;
    const details = await fc.check(
      fc.asyncProperty(route.cases, async (one) => {
        requests += 1;
        const wrong = await one.run();
        if (wrong !== undefined && !findings.has(kindOf(wrong))) throw new Error(wrong);
      }),
      { seed, numRuns: 1_000_000, interruptAfterTimeLimit: left, markInterruptAsFailure: false },
    );
    more = details.failed;
    if (!details.failed) break;
    const [one] = details.counterexample ?? [];
    const wrong = (details.errorInstance as Error).message;
    findings.set(
      kindOf(wrong),
      `${wrong}\n  sent: ${one?.shown.slice(0, 1500)}\n  again: --seed ${seed} (after ${details.numRuns} runs, ${details.numShrinks} times shrunk)`,
    );
  }
  const changed = await route.afterwards?.();
  if (changed !== undefined) findings.set(changed, `${changed}\n  again: --seed ${seed}`);
  for (const complaint of await target.complaints())
    if (![...findings.values()].some((finding) => finding.includes(complaint))) findings.set(complaint, complaint);
  return {
    ran: `${route.name}, ${requests} requests`,
    findings: [...findings.values()],
    seconds: (performance.now() - begun) / 1000,
  };
}

/** What two answers have in common that are wrong in the same way. */
function kindOf(wrong: string): string {
  return wrong.replaceAll(/\d{4,}|"[^"]*"/g, '…').slice(0, 80);
}
