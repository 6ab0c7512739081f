const list = (words: string): readonly string[] => words.trim().split(/\s+/);
const set = (words: string): ReadonlySet<string> => new Set(list(words));

/** Spellings and short forms → the words the rules are written in. */
export const spellings: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "i'm": 'i am',
    im: 'i am',
    "i've": 'i have',
    ive: 'i have',
    "i'd": 'i would',
    "i'll": 'i will',
    "it's": 'it is',
    "that's": 'that is',
    thats: 'that is',
    "there's": 'there is',
    "what's": 'what is',
    whats: 'what is',
    "how's": 'how is',
    "where's": 'where is',
    "who's": 'who is',
    "he's": 'he is',
    "she's": 'she is',
    "they're": 'they are',
    "you're": 'you are',
    "we're": 'we are',
    "let's": 'let us',
    "can't": 'cannot',
    cant: 'cannot',
    "couldn't": 'cannot',
    couldnt: 'cannot',
    unable: 'cannot',
    "don't": 'do not',
    dont: 'do not',
    "doesn't": 'does not',
    doesnt: 'does not',
    "didn't": 'did not',
    didnt: 'did not',
    "isn't": 'is not',
    isnt: 'is not',
    "aren't": 'are not',
    "wasn't": 'was not',
    wasnt: 'was not',
    "won't": 'will not',
    wont: 'will not',
    "wouldn't": 'would not',
    "shouldn't": 'should not',
    "haven't": 'have not',
    havent: 'have not',
    "hasn't": 'has not',
    wanna: 'want to',
    gonna: 'going to',
    gotta: 'have to',
    u: 'you',
    ur: 'your',
    r: 'are',
    pls: 'please',
    plz: 'please',
    plse: 'please',
    thx: 'thanks',
    ty: 'thanks',
    acct: 'account',
    accnt: 'account',
    accout: 'account',
    acount: 'account',
    accounts: 'account',
    passwords: 'password',
    passwd: 'password',
    pwd: 'password',
    pswd: 'password',
    psw: 'password',
    pword: 'password',
    pw: 'password',
    pass: 'password',
    passcode: 'password',
    passcodes: 'password',
    passphrase: 'password',
    pasword: 'password',
    passwrd: 'password',
    logon: 'login',
    logins: 'login',
    'log-in': 'login',
    logging: 'login',
    signin: 'login',
    signon: 'login',
    'sign-in': 'login',
    'sign-on': 'login',
    accessing: 'access',
    lockout: 'locked out',
    'lock-out': 'locked out',
    lockedout: 'locked out',
    'locked-out': 'locked out',
    lokced: 'locked',
    loked: 'locked',
    lcoked: 'locked',
    lockd: 'locked',
    blocked: 'locked',
    barred: 'locked',
    frozen: 'locked',
    unblock: 'unlock',
    unfreeze: 'unlock',
    unblocked: 'unlocked',
    unlocking: 'unlock',
    unlocks: 'unlock',
    unblocking: 'unlock',
    forget: 'forgot',
    forgotten: 'forgot',
    forgetting: 'forgot',
    forgor: 'forgot',
    fogot: 'forgot',
    resetting: 'reset',
    reseting: 'reset',
    resets: 'reset',
    changing: 'change',
    updating: 'update',
    expires: 'expired',
    expire: 'expired',
    expiring: 'expired',
    mfa: 'mfa',
    '2fa': 'mfa',
    tfa: 'mfa',
    otp: 'mfa',
    totp: 'mfa',
    authenticator: 'mfa',
    authenticators: 'mfa',
    yubikey: 'mfa',
    yubikeys: 'mfa',
    duo: 'mfa',
    passkey: 'mfa',
    passkeys: 'mfa',
    fido: 'mfa',
    fido2: 'mfa',
    cellphone: 'phone',
    cell: 'phone',
    mobile: 'phone',
    smartphone: 'phone',
    iphone: 'phone',
    android: 'phone',
    handset: 'phone',
    phones: 'phone',
  }),
);

/** Several words → one. The first that fits, longest first. */
export const phrases: readonly (readonly [readonly string[], string])[] = [
  ['multi factor authentication', 'mfa'],
  ['multifactor authentication', 'mfa'],
  ['two factor authentication', 'mfa'],
  ['2 step google authenticator', 'mfa'],
  ['two step verification', 'mfa'],
  ['two step authentication', 'mfa'],
  ['2 step verification', 'mfa'],
  ['2 factor authentication', 'mfa'],
  ['one time password', 'mfa'],
  ['one time passcode', 'mfa'],
  ['one time code', 'mfa'],
  ['google authenticator', 'mfa'],
  ['microsoft authenticator', 'mfa'],
  ['authentication app', 'mfa'],
  ['authentication code', 'mfa'],
  ['authentication codes', 'mfa'],
  ['authenticator app', 'mfa'],
  ['auth app', 'mfa'],
  ['verification code', 'mfa'],
  ['verification codes', 'mfa'],
  ['push notification', 'mfa'],
  ['push notifications', 'mfa'],
  ['okta verify', 'mfa'],
  ['duo mobile', 'mfa'],
  ['duo push', 'mfa'],
  ['security key', 'mfa'],
  ['security token', 'mfa'],
  ['hardware token', 'mfa'],
  ['multi factor', 'mfa'],
  ['multi-factor', 'mfa'],
  ['multi-factor authentication', 'mfa'],
  ['two-factor authentication', 'mfa'],
  ['two-step verification', 'mfa'],
  ['2-step verification', 'mfa'],
  ['two factor', 'mfa'],
  ['two-factor', 'mfa'],
  ['2 factor', 'mfa'],
  ['2-factor', 'mfa'],
  ['second factor', 'mfa'],
  ['pass word', 'password'],
  ['pass code', 'password'],
  ['getting back into', 'login'],
  ['get back into', 'login'],
  ['get back in', 'login'],
  ['getting into', 'login'],
  ['get in to', 'login'],
  ['get into', 'login'],
  ['got into', 'login'],
  ['get in', 'login'],
  ['log back in', 'login'],
  ['log into', 'login'],
  ['logging into', 'login'],
  ['sign into', 'login'],
  ['signing into', 'login'],
  ['log in', 'login'],
  ['log on', 'login'],
  ['logging in', 'login'],
  ['logging on', 'login'],
  ['logged in', 'login'],
  ['sign in', 'login'],
  ['sign on', 'login'],
  ['signing in', 'login'],
  ['signed in', 'login'],
  ['cell phone', 'phone'],
  ['mobile phone', 'phone'],
  ['mobile device', 'phone'],
  ['can not', 'cannot'],
  ['not able to', 'cannot'],
  ['trouble', 'cannot'],
  ['user name', 'username'],
].map(([words = '', word = '']) => [list(words), word] as const);

/** Words long and odd enough that one wrong letter is a slip, not another word. */
export const slips = list('unlock unlocked account password authenticator forgotten locked-out');

/** What can be locked, forgotten or reset: a word before it may name a system. */
export const accountNouns = set('account login username userid user profile credentials id access sso password mfa');

/** Words before an account noun that name no system. */
export const genericWords = set(`
  work company corporate corp organization organisation employee staff domain sso main primary own current old new same
  locked whole entire online regular normal default internal existing expired forgot temporary temp initial wrong correct
  disabled suspended only active user login account password mfa id access username credentials profile single sign-on admin office
  system app application portal site website page network platform dashboard console server service phone code codes device
  secured protected lan damn stupid fucking bloody goddamn entire work's company's organisation's organization's`);

/** Who somebody else is, without a name. */
export const relations = set(`
  colleague colleagues coworker coworkers co-worker co-workers boss manager supervisor teammate teammates employee intern
  assistant director ceo cfo cto wife husband partner friend brother sister mother father mom dad son daughter customer client
  contractor trainee friends someone somebody everyone everybody users
`);

/** Words that end the name of a system or a person: they are language, not names. */
export const functionWords = set(`
  a an the this that these those my mine your yours our ours their theirs his her hers its it i me you he she they we us him them
  myself yourself himself herself themselves
  am is are was were be been being do does did done have has had having can cannot could will would shall should may might must
  not no never and or but so because since if when while as than then also too just only even still already again ever yet now
  in on at to from into onto of off out for with without by via about after before during until up down over under back through
  please thanks thank hi hello hey dear good morning afternoon evening there here team all folks guys sir madam mate
  who what which where when why how whose
  want wants wanted need needs needed like help helps try tries tried trying get gets got getting give gives go goes going make
  makes made let lets take takes took ask asks asked tell tells told say says said see sees saw show shows know knows think use
  uses used using keep keeps kept seem seems work works working worked happen happens happened find look looks check send sends
  unlock unlocked lock locked locking reset forgot lost lose change changed update updated modify set recover retrieve remember
  recall expired enter entered type typed create created open opened close provide require required request login access stolen
  broke broken replaced replace remove removed disable enable disabled enabled suspended deactivated
  password account mfa username phone device locked
  today longer add added adds start started begin stop stopped tomorrow yesterday tonight asap immediately urgently urgent quickly soon later once twice always often sometimes maybe
  possible impossible able due many much more most few some any every each other another time times minute minutes hour hours day
  days week weeks month months year years monday tuesday wednesday thursday friday saturday sunday morning
  problem problems issue issues trouble error question questions answer ticket request redacted wrong right correct invalid
  incorrect kindly currently really actually somehow apparently however something anything nothing everything
  attempt attempts failed failing fail link email-link reason sorry yes yeah ok okay sure
`);

/** What somebody reads this on, which is no system they sign in to. */
export const devices = set(
  'phone laptop computer pc desktop browser machine mac macbook tablet ipad device chrome safari edge',
);
