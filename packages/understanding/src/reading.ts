/** What somebody wants. `affirm`, `deny`, `edit` and `ignore` exist only as answers to an open question. */
export type Intent =
  | 'unlock_account'
  | 'password_reset'
  | 'password_change'
  | 'mfa_reset'
  | 'affirm'
  | 'deny'
  | 'cancel'
  | 'edit'
  | 'ignore'
  | 'help'
  | 'human'
  | 'settings'
  | 'status'
  | 'out_of_scope';

/** A system whose name may be written: connected, or with instructions of its own. */
export interface KnownSystem {
  readonly name: string;
  readonly displayName: string;
  readonly aliases: readonly string[];
}

export interface UnderstandInput {
  readonly text: string;
  readonly systems: readonly KnownSystem[];
  /** The one open question of the conversation; null: there is none, or more than one. */
  readonly question: 'yes-no' | 'yes-edit-cancel' | null;
  /** BCP 47, where it is known what language they write in. It is a hint: the others are looked for as well. */
  readonly language?: string | null;
  /** The turn before was about a password: a word on its own may be one. */
  readonly expectsSecret?: boolean;
}

/** What was read. It never acts: at most it leads to a question that a person answers. */
export interface Reading {
  /** null: it may be ours, but what is wanted is not clear, or it says nothing. */
  readonly intent: Intent | null;
  /** `propose`: rule and classifier agree. `clarify`: it has to be asked which of the candidates is meant. `none`: nothing of ours. */
  readonly tier: 'propose' | 'clarify' | 'none';
  /** What may be meant, the likeliest first. */
  readonly candidates: readonly Intent[];
  /** `how`: they ask for the way, not for the deed. */
  readonly mode: 'do' | 'how';
  /** null: no system is named. `unknown` is never taken for a known one. `words` as they were written. */
  readonly system:
    | { readonly kind: 'known'; readonly name: string }
    | { readonly kind: 'unknown'; readonly words: string }
    | null;
  /** Whose account it is about. `words` as they were written. */
  readonly target: { readonly kind: 'self' } | { readonly kind: 'other'; readonly words: string };
  /** The phone, key or app it is about, in the words of the lexicon; null: none is named. */
  readonly device: string | null;
  /** The cleaned text with every secret replaced by `[redacted]`: the only form of it that may be kept. */
  readonly redacted: string;
  readonly containsSecret: boolean;
}
