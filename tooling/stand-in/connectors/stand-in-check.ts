import { type Call, ConnectorError, type Diagnostic } from '@access-account/contract';

export interface StandInCheckOptions {
  readonly system: string;
  readonly operations: readonly string[];
  /** A question that only a provider that is there can answer. */
  readonly ask: (call: Call) => Promise<unknown>;
}

/** One diagnostic per operation: at a stand-in all of them stand or fall together. */
export function standInCheck({ system, operations, ask }: StandInCheckOptions) {
  return async (call: Call): Promise<readonly Diagnostic[]> => {
    const failure = await ask(call).then(
      () => undefined,
      (error: unknown) => error,
    );
    if (failure === undefined)
      return operations.map((operation) => ({ severity: 'ok', operation, summary: `${system} answers.`, remedy: '' }));
    const { summary, remedy } = ConnectorError.isInstance(failure)
      ? failure
      : { summary: (failure as Error).message, remedy: 'Look at the stand-in.' };
    return operations.map((operation) => ({ severity: 'error', operation, summary, remedy }));
  };
}
