/** Time that only goes forward: budgets must neither wait for ever nor be refilled when somebody sets the machine's clock. */
export interface Time {
  /** Milliseconds since any moment; never goes back. */
  now(): number;
  /** Runs `run` once after so many milliseconds. Answers how to call it off. */
  after(milliseconds: number, run: () => void): () => void;
}

export const machineTime: Time = {
  now: () => performance.now(),
  after: (milliseconds, run) => {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
};
