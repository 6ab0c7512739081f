/** What every command takes. */
export interface CommandOptions {
  readonly config: string;
  readonly json: boolean;
}
