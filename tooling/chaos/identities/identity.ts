import type { ShownMessage } from '../../testing/index.ts';

/** What a person of one story wants, and how it shows past the product whether they got it. */
export interface Wish {
  readonly name: string;
  /** In the chat. */
  readonly words: string;
  /** Answers what the product asks; undefined: this message asks nothing. */
  readonly answer?: (
    message: ShownMessage,
  ) => { readonly token: string; readonly form?: Record<string, string> } | undefined;
  /** The product says that it is done. */
  readonly isDone: (message: ShownMessage) => boolean;
  /** Whether it is really so, at this moment. */
  readonly isTrue: (message: ShownMessage) => boolean;
}

/** An identity provider's stand-in that runs, for as long as the people of one row need it. */
export interface RunningIdentity {
  readonly url: string;
  /** The connector's configuration for whatever stands at this address. */
  config(url: string): object;
  /** Somebody new for each wish, by login. */
  newPeople(): ReadonlyMap<string, Wish>;
  stop(): Promise<void>;
}

export interface IdentityKind {
  readonly name: string;
  readonly package: string;
  readonly start: () => Promise<RunningIdentity>;
}

/** Presses a button. */
export function button(label: string): NonNullable<Wish['answer']> {
  return ({ choices }) => choices.find((choice) => choice.label === label);
}

/** Chooses the first of a list that is labelled so. */
export function chosen(label: string): NonNullable<Wish['answer']> {
  return ({ form }) => {
    const field = form?.fields[0];
    const option = field?.options.find((one) => one.label.includes(label));
    if (form === null || field === undefined || option === undefined) return undefined;
    return { token: form.submit.token, form: { [field.name]: option.value } };
  };
}
