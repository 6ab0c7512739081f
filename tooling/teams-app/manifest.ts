export interface ManifestOptions {
  /** The application (client) id of the bot. */
  readonly appId: string;
  /** `publicUrl` of the configuration: where people find out more. */
  readonly url: string;
  readonly name: string;
  /** Who runs it. */
  readonly organization: string;
  /** `1.0.0`: higher than that of what is in the catalogue. */
  readonly version: string;
}

/**
 * The app as Teams knows it (https://developer.microsoft.com/json-schemas/teams/v1.19/MicrosoftTeams.schema.json): personal
 * chats, and nothing else.
 */
export function manifest({ appId, url, name, organization, version }: ManifestOptions) {
  const { host } = new URL(url);
  return {
    $schema: 'https://developer.microsoft.com/json-schemas/teams/v1.19/MicrosoftTeams.schema.json',
    manifestVersion: '1.19',
    version,
    id: appId,
    developer: { name: organization, websiteUrl: url, privacyUrl: url, termsOfUseUrl: url },
    name: { short: name, full: name },
    description: {
      short: 'Gives you your account back',
      full: 'Unlocks your account, helps with passwords and with a lost phone, and tells you before a password ends. It never asks for a password.',
    },
    icons: { color: 'color.png', outline: 'outline.png' },
    accentColor: '#3159C4',
    bots: [
      {
        botId: appId,
        scopes: ['personal'],
        isNotificationOnly: false,
        supportsFiles: false,
        supportsCalling: false,
        supportsVideo: false,
        commandLists: [
          {
            scopes: ['personal'],
            commands: [
              { title: 'Unlock my account', description: 'I am locked out' },
              { title: 'I forgot my password', description: 'A way to a new one' },
              { title: 'I lost my phone', description: 'Resets the second factor' },
              { title: 'I cannot sign in', description: 'Looks at what is wrong' },
            ],
          },
        ],
      },
    ],
    permissions: ['identity', 'messageTeamMembers'],
    validDomains: [host],
    // Lets Graph install the app for people who have not written yet.
    webApplicationInfo: { id: appId, resource: `api://${host}/${appId}` },
    defaultInstallScope: 'personal',
  };
}
