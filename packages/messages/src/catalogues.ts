import type { Catalogue } from './catalogue.ts';
import { de } from './languages/de.ts';
import { deInformal } from './languages/de-informal.ts';
import { en } from './languages/en.ts';
import { es } from './languages/es.ts';
import { fr } from './languages/fr.ts';
import { it } from './languages/it.ts';
import { ja } from './languages/ja.ts';
import { ptBr } from './languages/pt-br.ts';

/** The product's own words, by language (BCP 47). */
export const catalogues: Readonly<Record<string, Catalogue>> = { en, de, es, fr, it, ja, 'pt-BR': ptBr };

/** Ways of speaking a language in which only some sentences differ, by language and variant. */
export const variants: Readonly<Record<string, Partial<Catalogue>>> = { 'de-x-informal': deInformal };

export const productLanguages: readonly string[] = [...Object.keys(catalogues), ...Object.keys(variants)];
