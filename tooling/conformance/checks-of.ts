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
  readonly name: string;
  readonly status: 'passed' | 'failed';
  readonly message: string;
}

/** The checks that ran, from the titles that the conformance suites give them. A file that could not be run is a red check. */
export function checksOf({ testResults }: JestReport, kind: string): readonly Check[] {
  const suite = `: ${kind} conformance`;
  return testResults.flatMap(({ name: file, message, assertionResults }): readonly Check[] => {
    if (assertionResults.length === 0 && message !== '') {
      return [{ connector: file, promise: 'the tests', name: 'can be run', status: 'failed', message }];
    }
    return assertionResults.flatMap(({ ancestorTitles, title, status, failureMessages }) => {
      const place = ancestorTitles.findIndex((one) => one.endsWith(suite));
      const connector = ancestorTitles[place]?.slice(0, -suite.length);
      if (connector === undefined || (status !== 'passed' && status !== 'failed')) return [];
      const server = ancestorTitles[place - 1];
      return [
        {
          connector: server === undefined || server === connector ? connector : `${connector} on ${server}`,
          promise: ancestorTitles[place + 1] ?? 'all of it',
          name: title,
          status,
          message: failureMessages.join('\n'),
        },
      ];
    });
  });
}
