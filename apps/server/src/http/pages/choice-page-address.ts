export interface ChoicePageAddress {
  /** The only origin that links are built from: no header of a request ever gets into one. */
  readonly publicUrl: string;
  /** The channel's name in the configuration. */
  readonly channel: string;
  readonly token: string;
}

/** Where the page of a choice is. */
export function choicePage({ publicUrl, channel, token }: ChoicePageAddress): string {
  return `${publicUrl}/connectors/${encodeURIComponent(channel)}/confirm/${encodeURIComponent(token)}`;
}
