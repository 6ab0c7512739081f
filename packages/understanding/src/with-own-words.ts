import type { Answers, Lexicon, Systems, Vocabulary } from './knowledge.ts';
import type { Rule } from './rules.ts';

/**
 * A vocabulary with an organisation's own words: patterns, answers, utterances and names are added to what is there; a rule takes
 * the place of the one with its name, else it comes before all others.
 */
export function withOwnWords(shipped: Vocabulary, own: Vocabulary): Vocabulary {
  return {
    lexicons: united(shipped.lexicons, own.lexicons, unitedLexicons),
    answers: united(shipped.answers, own.answers, unitedAnswers),
    utterances: [...shipped.utterances, ...own.utterances],
    wordForWord: own.utterances,
    ruleBook: {
      shadows: [...shipped.ruleBook.shadows, ...own.ruleBook.shadows],
      rules: unitedRules(shipped.ruleBook.rules, own.ruleBook.rules),
    },
    systems: unitedSystems(shipped.systems, own.systems),
  };
}

function united<Words extends { readonly language: string }>(
  shipped: readonly Words[],
  own: readonly Words[],
  unite: (one: Words, other: Words) => Words,
): readonly Words[] {
  const added = own.filter(({ language }) => !shipped.some((one) => one.language === language));
  const both = shipped.map((one) => {
    const other = own.find(({ language }) => language === one.language);
    return other === undefined ? one : unite(one, other);
  });
  return [...both, ...added];
}

function unitedLexicons(one: Lexicon, other: Lexicon): Lexicon {
  return {
    language: one.language,
    concepts: unitedLists(one.concepts, other.concepts),
    slips: [...one.slips, ...other.slips],
    between: [...(one.between ?? []), ...(other.between ?? [])],
    generic: [...(one.generic ?? []), ...(other.generic ?? [])],
  };
}

function unitedAnswers(one: Answers, other: Answers): Answers {
  return {
    language: one.language,
    yes: [...one.yes, ...other.yes],
    no: [...one.no, ...other.no],
    cancel: [...one.cancel, ...other.cancel],
    edit: [...one.edit, ...other.edit],
    ignore: [...one.ignore, ...other.ignore],
    courtesies: [...one.courtesies, ...other.courtesies],
  };
}

function unitedRules(shipped: readonly Rule[], own: readonly Rule[]): readonly Rule[] {
  const names = new Set(shipped.map(({ name }) => name));
  const replaced = shipped.map((rule) => own.find(({ name }) => name === rule.name) ?? rule);
  return [...own.filter(({ name }) => !names.has(name)), ...replaced];
}

function unitedSystems(one: Systems, other: Systems): Systems {
  return { wellKnown: [...one.wellKnown, ...other.wellKnown], aliases: unitedLists(one.aliases, other.aliases) };
}

type Lists = Readonly<Record<string, readonly string[]>>;

function unitedLists(one: Lists, other: Lists): Lists {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return Object.fromEntries([...names].map((name) => [name, [...(one[name] ?? []), ...(other[name] ?? [])]]));
}
