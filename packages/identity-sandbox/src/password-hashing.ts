import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);
const keyLength = 32;

/** How this directory keeps passwords: scrypt (RFC 7914), a salt each. */
export class PasswordHashing {
  readonly #cost: { readonly N: number; readonly r: number; readonly p: number };
  /** What nobody's password matches, at the cost of a match. */
  readonly #nobody: Promise<string>;

  /** @param cost log2 of scrypt's N. */
  constructor(cost: number) {
    this.#cost = { N: 2 ** cost, r: 8, p: 1 };
    this.#nobody = this.hash(randomBytes(16).toString('hex'));
  }

  /** Answers `scrypt$N$r$p$salt$key`, salt and key in base64url. */
  async hash(password: string): Promise<string> {
    const { N, r, p } = this.#cost;
    const salt = randomBytes(16);
    const key = await derive(password, salt, keyLength, this.#cost);
    return ['scrypt', N, r, p, salt.toString('base64url'), key.toString('base64url')].join('$');
  }

  /** Compares in constant time. Without a hash (nobody has that login) it does the same work and says no, so that time tells nothing. */
  async matches(password: string, hash: string | undefined): Promise<boolean> {
    const [, N, r, p, salt = '', key = ''] = (hash ?? (await this.#nobody)).split('$');
    const expected = Buffer.from(key, 'base64url');
    const found = await derive(password, Buffer.from(salt, 'base64url'), keyLength, {
      N: Number(N),
      r: Number(r),
      p: Number(p),
    });
    return timingSafeEqual(found, expected) && hash !== undefined;
  }
}
