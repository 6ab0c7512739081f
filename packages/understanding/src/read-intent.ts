import { accountNouns, elsewhere, functionWords, relations, wellKnownSystems } from './english/lexicon.ts';
import type { Intent, KnownSystem } from './reading.ts';
import { isAboutSettings } from './settings-words.ts';
import { lineOf, type Word } from './words.ts';

type Wish = Exclude<Intent, 'affirm' | 'deny' | 'edit'>;

/** At most so much of the same sentence in between. */
const near = '[^|]{0,48}?';
const rule = (source: string) => new RegExp(source.replaceAll('~', near));

const forgotPassword = rule(
  String.raw`\b(?:forgot|lost|misplaced|recover|retrieve|retrieval|remind)\b~ password\b|\bpassword\b~\b(?:forgot|recovery|retrieval)\b|\b(?:not|cannot|no longer)(?: \w+){0,2} (?:remember|recall|know|have)\b~ password\b|\b(?:not sure|no idea|clue)\b~ password\b|\bpassword\b~\b(?:not|cannot) (?:remember|recall)\b|\b(?:what is|look ?up|lookup) my password\b`,
);
const resetPassword = rule(
  String.raw`\breset\b~ password\b|\bpassword\b~\breset\b|\b(?:need|want|get|give me|given|send me|receive|request|issue)\b~ (?:a|another|new|temporary)(?: new| temporary)? password\b`,
);
const changePassword = rule(
  String.raw`\b(?:change|update|modify|rotate|renew|choose|set)\b~ password\b|\bpassword\b~ (?:change|update|renewal)\b|\bpassword\b~ expired\b|\bexpired\b~ password\b`,
);
const otherPasswordMatter =
  /\bpassword (?:policy|policies|manager|managers|protect|protected|protection|generator|strength|length|requirements?|rules?|hash|hashes|field|complexity|vault|safe|audit|list|file)\b/;
const passwordDone =
  /\b(?:already|just|successfully|recently|have|tried|after|was|trying)(?: to)? (?:reset|changed?|updated?)\b|\bpassword (?:was|has been|have been|got) (?:successfully )?(?:reset|changed|updated)\b|\b(?:reset|changed) (?:my|the) password (?:yesterday|today|already|last|earlier|and (?:it|now))\b/;

const resetFactor = rule(
  String.raw`\b(?:reset|remove|replace|replaced|change|changed|new|lost|stolen|broke|broken|recover|reinstall\w*|re-?enrol\w*|switch\w*|transfer\w*|migrat\w*|deleted|wiped|uninstalled)\b~ mfa\b|\bmfa (?:\w+ ){0,3}changed?\b|\bmfa\b~\b(?:reset|lost|gone|stolen|broke|broken|missing|replaced?|wiped|deleted)\b|\b(?:cannot|not|no longer)\b~ (?:access|get|getting|receive|receiving|have|use|find|work|working|login|accept|accepted)\b~ mfa\b|\bmfa\b~\b(?:not|cannot|never|stopped|wrong|failing|fails)\b~ ?(?:work|working|show|showing|arrive|arriving|come|coming|receive|code|accept|accepted|transferring)?`,
);
const lostPhone = rule(
  String.raw`\b(?:lost|stolen|stole|broke|broken|smashed|cracked|dropped|dead|missing|replaced|switched|changed|upgraded|traded|wiped|bricked|misplaced|cannot find|cannot locate)\b~ phone\b|\bphone\b~\b(?:lost|stolen|broke|broken|smashed|destroyed|dead|gone|missing|died|taken|replaced|wiped|bricked|not with me)\b|\b(?:got|have|bought|with|using|on|is|my|switched to|moved to)(?: a| my)? (?:brand )?(?:new|different) phone\b|^(?:new|different) phone\b|\b(?:no longer|not|without) (?:have |having )?(?:access to )?(?:my|the) (?:old )?phone\b(?! (?:synced|connected|paired))|\bphone\b~ (?:not with me|at home)\b`,
);
const otherPhoneMatter =
  /\b(?:buy|order|purchase|request|recommend|deliver\w*|ship\w*|price|cost|pair|sync\w*|connect\w*)\b[^|]{0,48}? phone\b|\bphone (?:charger|case|bill|plan|number|numbers|call|calls|line|contract|screen|book|extension|directory|cable|app)\b|\b(?:broke|broken|drain\w*|charge|charging) (?:on|in) my phone\b/;
const factorSetting = rule(
  String.raw`\b(?:enable|disable|turn on|turn off|activate|deactivate|set up|setup|switch on|switch off|add|install|configure|opt|enrol\w*|what is|why|require\w*)\b~ mfa\b|\bmfa\b~ (?:enabled|disabled|setup|policy|required|enforced|mandatory)\b`,
);

const lockedState = rule(
  String.raw`\blocked (?:me |us |him |her |them |myself )?out\b|\b(?:account|login|user|username|userid|profile|access|id|sso)\b~\b(?:locked|lock|block|disabled|suspended|deactivated)\b|\b(?:locked|lock|block|disabled|suspended)\b~ (?:account|login|username|userid|profile|access)\b|\b(?:am|got|get|getting|be|been|was|keep|keeps|are) (?:\w+ )?locked\b(?! (?:up|down|in))|\bit (?:is )?(?:says|said|shows|is)(?: that| i am| me| as)* locked\b|^(?:\w+ )?locked(?: again)?(?: [|,])*$|\blocked (?:from|of)\b~ (?:login|access|account)\b`,
);
const lockWish = rule(
  String.raw`(?:^|[|,] |please |you |to |just )(?:lock|block|freeze|disable|suspend|deactivate)(?: down)? (?:(?:my|the|his|her|this|their|our) )?(?:\w+ )?account\b|\b(?:put|place|add)\b~ (?:block|hold|lock|freeze)\b|\bblock put on\b|\b(?:want|like|need|make|set|turn|keep) (?:my |the |this )(?:\w+ ){0,2}?account (?:needs |to |as |be |a )*locked\b|\baccount needs to be locked\b`,
);
const hypothetical =
  /\b(?:if|when|will|would|how many|how long|before|until|after how)\b[^|]{0,40}\b(?:locked|lock|unlocked)\b|\b(?:avoid|prevent|policy|threshold|duration|attempts before)\b[^|]{0,40}\block|\blocked out (?:policy|threshold|duration|settings?)\b/;
const undone =
  /\b(?:do not|does not|did not|never|not want you to|not going to|no need to) (?:want to |need to |please |even |ever )*(?:unlock|reset|change|remove|update)\b/;
const alreadyOpen =
  /\b(?:is|are|was|were|been|got|now|already|just|have|successfully) (?:\w+ )?unlocked\b|\bunlocked (?:it|my account|the account)(?: already| now| myself)?(?: thanks| thank)?\b/;
const wantUnlocked = rule(String.raw`\b(?:need|want|get|have|please|like|can|could|help)\b~ unlocked\b`);

const human = rule(
  String.raw`\b(?:talk|speak|chat|connect\w*|transfer|put|pass|get|escalate|reach|switch)(?: \w+){0,3}? (?:to|with|through to|through|me|hold of|in touch with)(?: \w+){0,4}? (?:human|humans|person|people|agent|agents|someone|somebody|representative|rep|operator|manager|technician|engineer|support|desk|helpdesk|it|employee|staff|supervisor|team)\b|\b(?:real|actual|live) (?:human|person|agent|support|employee|chat)\b|\b(?:human|agent|operator|representative|helpdesk|service desk|help desk|customer service|tech support|technical support|it support|customer support|support team)(?: (?:please|now|support|service|agent))*(?: [|,])*$|^(?:human|agent|operator|representative|support|helpdesk)\b|\b(?:open|create|raise|file|log|submit|need|make|want)(?: \w+){0,3}? (?:ticket|incident|case|issue)\b|\b(?:contact|call|phone|email)(?: \w+){0,2}? (?:support|helpdesk|it|desk|agent|human|someone)\b|\bcall me(?: back| please| now| asap| on \w+)*(?: [|,])*$|\b(?:talk|talking|speak|chat) (?:to|with) (?:a |this )?(?:bot|robot|machine|computer)\b|\bhumans?\b|^(?:a )?(?:person|people)(?: please)?(?: [|,])*$|\bget someone to help\b|\bescalate\b|\b(?:need|want|get|find|prefer|rather)(?: \w+){0,3}? (?:human|agent|real person|technician|operator|representative)\b`,
);
const alarm =
  /\b(?:hacked|hacker|compromised|phished|phishing|hijacked|impersonat\w+|unauthori[sz]ed)\b|\bsuspicious (?:activity|login|attempt|attempts|email|mail|message)\b|\b(?:this|that|it) (?:was|is) not me\b|\bnot me (?:who|that|trying)\b|\b(?:someone|somebody) (?:else )?(?:is |has |have |was |got |keeps? |trying |using |try |tried |to )+(?:in|into|login|access|using|use|my)\b/;
const status = rule(
  String.raw`^status\b|\b(?:status|progress|update|updates|news)\b~ (?:ticket|request|case|incident|issue)\b|\bstatus of (?:my |the )?(?:unlock|reset|account)\b|\bcheck the status\b|\b(?:ticket|request|case|incident|my account) (?:status|progress|update)\b|\b(?:any|an|some) (?:news|update|updates|progress)\b|\b(?:check|see|know)(?: \w+){0,2}? (?:if|whether|status)\b~ (?:ticket|request|case|incident|issue|locked|account|status)\b|^(?:so |and )?(?:is|are|was|has)(?: \w+){0,4}? (?:ticket|request|case|incident|issue)\b~ (?:open|closed|done|resolved|fixed|ready|still)|^(?:so |and )?(?:is|was|has|am) (?:my account|it|i|this|that)(?: \w+){0,3}? (?:locked|unlocked|done|fixed|ready|open|resolved)\b|\bwhat is happening with (?:my|the)\b|\bwhere is my (?:ticket|request)\b`,
);
const cancel =
  /^(?:(?:no|ok|okay|oh|actually|yes|please|can you|could you|you can|i want to|i would like to|just|well)[ ,|]+)*(?:cancel|cancelled|canceled|abort|nothing never mind|never mind|nevermind|nvm|forgot it|forgot that|forgot about it|stop|quit|exit|start over|scratch that|changed my mind|i changed my mind|i have changed my mind)\b(?: (?:it|this|that|the|my|last|current|task|process|action|cancel|never|mind|please|all|everything|request|process|thanks|now|here|talking|about|i|do|not|need|anymore)|[ ,|])*$/;
const help = rule(
  String.raw`^(?:please )?(?:help|menu|options|commands|start|hi|hello|hey|hey there|hi there|good morning|good afternoon|good evening|hello there)(?: (?:me|please|there|bot|team|all|again|out|needed|wanted|hi|hello|you))*(?: [|,])*$|\bwhat(?: \w+){0,4}? (?:can|could|do|are) you(?: \w+){0,3}? (?:do|help|offer|know|able|answer|support|capable|good at)\b|\bwhat can i (?:ask|do|say|type|use)\b|\bwhat you can (?:do|help)\b|\b(?:can|may|could) i ask (?:you|of you|the)\b|\bi can ask\b|\bwhat (?:skills|abilities|capabilities|features) do you\b|\bis there any help\b|\b(?:list|show|what are)(?: \w+){0,4}? (?:commands|options|features|capabilities|abilities)\b|\bhow (?:does this|do you|can you|could you|can i use you|do i use you)\b~ ?(?:work|help|use)?\b|\bwho are you\b|\bwhat are you\b|\b(?:can|could|would|will) you (?:please )?help(?: me| out| us)*(?: please| out)*(?: [|,])*$|\bi (?:need|want|would like)(?: some| your| a little)? help(?: please| here| with this| with something)*(?: [|,])*$|\bwhat (?:subjects|topics|questions|things)\b~ you\b`,
);

export interface IntentOptions {
  readonly words: readonly Word[];
  readonly systems: readonly KnownSystem[];
}

/** What the words ask for: rules from the most to the least specific, the first that fits. */
export function readIntent({ words, systems }: IntentOptions): Wish | null {
  const line = lineOf(words);
  if (line.replace(/[|, ]/g, '') === '') return null;
  if (cancel.test(line)) return 'cancel';
  if (isAboutSettings(words)) return 'settings';
  const isElsewhere = words.some(({ word }) => elsewhere.has(word));
  if (alarm.test(line) || lockWish.test(line)) return isElsewhere ? 'out_of_scope' : 'human';
  if (undone.test(line)) return null;
  if (status.test(line)) return 'status';
  if (forgotPassword.test(line) && !otherPasswordMatter.test(line)) return 'password_reset';
  const unlock = readUnlock({ words, systems, line });
  if (unlock === 'unlock_account') return unlock;
  if (isFactorMatter(line)) return 'mfa_reset';
  if (!otherPasswordMatter.test(line) && !passwordDone.test(line)) {
    if (resetPassword.test(line)) return 'password_reset';
    if (changePassword.test(line)) return 'password_change';
  }
  if (unlock !== null) return unlock;
  if (isLocked({ words, line })) return 'unlock_account';
  if (human.test(line)) return 'human';
  if (help.test(line)) return 'help';
  return isSignInMatter(words) ? null : 'out_of_scope';
}

function isFactorMatter(line: string): boolean {
  if (resetFactor.test(line) && !(factorSetting.test(line) && !/\breset\b|\blost\b|\bstolen\b/.test(line))) return true;
  return lostPhone.test(line) && !otherPhoneMatter.test(line);
}

function isLocked({ words, line }: { readonly words: readonly Word[]; readonly line: string }): boolean {
  if (!lockedState.test(line) || alreadyOpen.test(line)) return false;
  if (hypothetical.test(line) && !/\bmy (?:\w+ )?account\b|\bi (?:am|have|was|got)\b/.test(line)) return false;
  return !words.some(({ word }) => elsewhere.has(word));
}

/** What "unlock" is said of decides: an account, oneself, a person or a system are ours; a door is not. */
function readUnlock({ words, systems, line }: IntentOptions & { readonly line: string }): Wish | null {
  if (wantUnlocked.test(line) && !/\bunlocked (?:phone|phones)\b/.test(line)) {
    return words.some(({ word }) => elsewhere.has(word)) ? 'out_of_scope' : 'unlock_account';
  }
  const at = words.findIndex(({ word }) => word === 'unlock');
  if (at < 0) return null;
  const object = objectAfter(words, at + 1);
  const namesAccount = object.some(({ word }) => accountNouns.has(word));
  if ((namesAccount ? object : words).some(({ word }) => elsewhere.has(word))) return 'out_of_scope';
  const isOurs =
    object.length === 0 ||
    object.some((word) => isOurObject({ word, systems })) ||
    isName(object) ||
    object.some(isProperName);
  return isOurs ? 'unlock_account' : 'out_of_scope';
}

function objectAfter(words: readonly Word[], start: number): readonly Word[] {
  const rest = words.slice(start, start + 6);
  const end = rest.findIndex(({ word }) => word === '|' || word === ',' || objectEnds.has(word));
  const object = end < 0 ? rest : rest.slice(0, end);
  return object.filter(({ word }) => !fillers.has(word));
}

const fillers = new Set(['please', 'now', 'again', 'asap', 'immediately', 'quickly', 'for', 'thanks', 'thank', 'up']);
const objectEnds = new Set(['because', 'since', 'so', 'and', 'but', 'as', 'when', 'if']);
const selves = new Set([
  'me',
  'myself',
  'us',
  'him',
  'her',
  'them',
  'it',
  'mine',
  'this',
  'that',
  'everyone',
  'everybody',
]);

function isOurObject({
  word: { word, text },
  systems,
}: {
  readonly word: Word;
  readonly systems: readonly KnownSystem[];
}) {
  const lower = text.toLowerCase();
  return (
    accountNouns.has(word) ||
    selves.has(word) ||
    relations.has(word) ||
    wellKnownSystems.has(lower) ||
    lower.includes('@') ||
    systems.some(({ name, displayName, aliases }) =>
      [name, displayName, ...aliases].some((known) => known.toLowerCase() === lower),
    )
  );
}

/** "bob", "Mary Ann Smith": up to three words that language itself does not use, without an article. */
function isName(object: readonly Word[]): boolean {
  return object.length <= 3 && object.every(({ word }) => !functionWords.has(word));
}

/** "my Contoso": most likely a system we do not know. */
function isProperName({ text, word }: Word): boolean {
  return /^\p{Lu}/u.test(text) && !functionWords.has(word);
}

/** Something about signing in, though what is not clear. */
function isSignInMatter(words: readonly Word[]): boolean {
  if (words.some(({ word }) => elsewhere.has(word))) return false;
  return words.some(({ word }) => signInWords.has(word)) || words.every(({ word }) => answerWords.has(word));
}

const signInWords = new Set([
  'account',
  'password',
  'mfa',
  'login',
  'locked',
  'unlocked',
  'username',
  'credentials',
  'sso',
  'access',
  'lock',
]);
const answerWords = new Set(
  `yes y yep yeah yup sure ok okay no n nope nah not do fine right correct edit change go ahead it thanks thank you please that is all good great i am cool perfect | ,`.split(
    ' ',
  ),
);
