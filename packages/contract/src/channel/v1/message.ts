/** One button, or one numbered line where a channel has no buttons. */
export interface Choice {
  readonly label: string;
  /** Opaque, one-time, bound to person, case and choice. It comes back as it is. */
  readonly token: string;
  readonly style?: 'primary' | 'danger';
  /** It only stops messages like this one: a channel with an unsubscribing of its own offers it there as well. */
  readonly stops?: true;
}

export interface Fact {
  readonly label: string;
  readonly value: string;
}

export interface Link {
  readonly label: string;
  /** https, or http on loopback. */
  readonly url: string;
}

/** A list to choose from. */
export interface FormField {
  /** The key under which the answer comes back in `InboundChoice.values`. */
  readonly name: string;
  readonly label: string;
  readonly kind: 'choice';
  readonly options: readonly { readonly label: string; readonly value: string }[];
}

export interface Form {
  readonly fields: readonly FormField[];
  /** The button that sends the form: its token comes back together with the values. */
  readonly submit: Choice;
}

/** What is said, in no channel's own shape. All texts are plain: the channel encodes them for its sink. */
export interface Message {
  readonly text: string;
  readonly facts?: readonly Fact[];
  readonly links?: readonly Link[];
  readonly choices?: readonly Choice[];
  readonly form?: Form;
  /** BCP 47: the language of all texts in it. */
  readonly locale: string;
}

/** A message that a channel has shown. */
export interface MessageReference {
  readonly id: string;
}
