/** What of jest's report counts here. */
export interface JestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly ancestorTitles: readonly string[];
      readonly title: string;
      readonly status: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

/** One check of the contract on one connector. */
export interface Check {
  /** The connector, and the server it was run on where that is a real one: “LDAP on OpenLDAP”. */
  readonly connector: string;
  /** What it is about: an operation, or the connection. */
  readonly promise: string;
  /** The promises of its kind that it is a check of. */
  readonly letters: readonly string[];
  readonly name: string;
  readonly status: 'passed' | 'failed';
  readonly message: string;
}

/** How the name of a check says which promises it is one of: “… (C, D)”. */
export const marked = String.raw`\([A-Z](, [A-Z])*\)$`;

/**
 * The checks that ran: those of the conformance suites, by the titles these give them, and those of a connector's own that
 * are marked as checks of a promise. A file that could not be run is a red check.
 */
export function checksOf({ testResults }: JestReport, kind: string): readonly Check[] {
  const suite = `: ${kind} conformance`;
  /** What each package calls its connector, by the server it was run on. */
  const names = new Map<string, string>();
  const placed = testResults.flatMap(({ name: file, assertionResults }) =>
    assertionResults.map((result) => {
      const { ancestorTitles } = result;
      const place = ancestorTitles.findIndex((one) => one.endsWith(suite));
      const connector = ancestorTitles[place]?.slice(0, -suite.length);
      const server = ancestorTitles[place - 1];
      const isReal = server !== undefined && server !== connector;
      const name = connector === undefined ? undefined : isReal ? `${connector} on ${server}` : connector;
      if (name !== undefined) names.set(`${packageOf(file)} ${isReal ? server : ''}`, name);
      // The checks of its own that ran nowhere in particular.
      if (connector !== undefined) names.set(`${packageOf(file)} `, connector);
      return { ...result, file, name, promise: ancestorTitles[place + 1] ?? 'all of it' };
    }),
  );
  const broken = testResults
    .filter(({ assertionResults, message }) => assertionResults.length === 0 && message !== '')
    .map(({ name: connector, message }): Check => {
      return { connector, promise: 'the tests', letters: [], name: 'can be run', status: 'failed', message };
    });
  const checks = placed.flatMap(({ file, name, promise, ancestorTitles, title, status, failureMessages }): Check[] => {
    if (status !== 'passed' && status !== 'failed') return [];
    const letters = new RegExp(marked).exec(title)?.[0].match(/[A-Z]/g) ?? [];
    const common = { letters, name: title, status, message: failureMessages.join('\n') } as const;
    if (name !== undefined) return [{ connector: name, promise, ...common }];
    if (letters.length === 0) return [];
    const from = packageOf(file);
    const own = names.get(`${from} ${ancestorTitles[0] ?? ''}`) ?? names.get(`${from} `) ?? from;
    return [{ connector: own, promise: 'of its own', ...common }];
  });
  return [...checks, ...broken];
}

function packageOf(file: string): string {
  return /packages\/([^/]+)\//.exec(file)?.[1] ?? file;
}
