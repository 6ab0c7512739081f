// `npm run build:teams-app`: the app as an administrator uploads it to Teams: a manifest and two icons in a zip file.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { colourIcon, outlineIcon } from './teams-app/draw-icon.ts';
import { manifest } from './teams-app/manifest.ts';
import { manifestProblems } from './teams-app/manifest-problems.ts';
import { zip } from './teams-app/zip.ts';

const help = `npm run build:teams-app -- --app-id ID --url URL [options]

Writes the app package for Microsoft Teams: docs/connectors/teams-setup.md says what to do with it.

  --app-id ID            the application (client) id of the bot
  --url URL              publicUrl of your configuration, with https
  --name TEXT            what people see (Access Account)
  --organization TEXT    who runs it (IT)
  --version X.Y.Z        higher than that of what is in the catalogue (1.0.0)
  --out FILE             teams-app.zip
  --help
`;

const { values } = parseArgs({
  options: {
    'app-id': { type: 'string', default: '' },
    url: { type: 'string', default: '' },
    name: { type: 'string', default: 'Access Account' },
    organization: { type: 'string', default: 'IT' },
    version: { type: 'string', default: '1.0.0' },
    out: { type: 'string', default: 'teams-app.zip' },
    help: { type: 'boolean', default: false },
  },
});
process.exitCode = values.help ? tell(help, 0) : build();

function build(): number {
  const { 'app-id': appId, url, name, organization, version, out } = values;
  if (!URL.canParse(url)) return tell(`--url must be the public address of the server.\n\n${help}`, 2);
  const made = manifest({ appId, url, name, organization, version });
  const problems = manifestProblems(made);
  if (problems.length > 0) return tell(`The manifest would not be taken:\n${problems.join('\n')}\n\n${help}`, 2);
  const text = Buffer.from(`${JSON.stringify(made, null, 2)}\n`);
  writeFileSync(out, zip({ 'manifest.json': text, 'color.png': colourIcon(), 'outline.png': outlineIcon() }));
  return tell(`✓ ${out}: upload it in the Teams admin center, Manage apps → Upload new app.`, 0);
}

function tell(text: string, code: number): number {
  (code === 0 ? console.log : console.error)(text);
  return code;
}
