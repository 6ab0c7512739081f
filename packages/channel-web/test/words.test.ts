import { readFileSync } from 'node:fs';
import { de } from '../web/words/de.ts';
import { en } from '../web/words/en.ts';
import { es } from '../web/words/es.ts';
import { fr } from '../web/words/fr.ts';
import { it as italian } from '../web/words/it.ts';
import { ja } from '../web/words/ja.ts';
import { ptBR } from '../web/words/pt-br.ts';

const html = readFileSync(new URL('../web/index.html', import.meta.url), 'utf8');

test('GEN-10 the page says everything in every language of the product', () => {
  for (const words of [de, es, fr, italian, ja, ptBR]) {
    expect(Object.keys(words)).toEqual(Object.keys(en));
    for (const [key, text] of Object.entries(words)) expect([key, text.trim()]).not.toEqual([key, '']);
  }
});

test('what the page’s HTML names is a word there is, and is there in English until it is known who reads', () => {
  const named = [...html.matchAll(/data-word(?:-label|-placeholder)?="(\w+)"/g)].map(([, key]) => key ?? '');
  expect(named.length).toBeGreaterThan(8);
  for (const key of named) expect(html).toContain(en[key as keyof typeof en]);
});
