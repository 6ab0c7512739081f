/** A person's account at a channel, by the channel's immutable id: tenant and user, never a name or an address the person can edit. */
export interface ChannelUserReference {
  readonly id: string;
}

/** Where messages go: a direct conversation between one person and the product. */
export interface ConversationReference {
  readonly id: string;
}

/** Who a channel says stands behind one of its users. */
export interface ChannelPerson {
  readonly user: ChannelUserReference;
  readonly conversation: ConversationReference;
  /** Guests and bots are told nothing and can start nothing. */
  readonly kind: 'employee' | 'guest' | 'bot';
  /** The directory attribute the channel vouches for, used once to link the user to a person; null: it vouches for nothing. */
  readonly match: { readonly by: 'id' | 'login' | 'email'; readonly value: string } | null;
  readonly displayName: string;
  /** BCP 47; null where unknown. */
  readonly locale: string | null;
}
