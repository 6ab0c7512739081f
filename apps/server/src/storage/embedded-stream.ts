import { Duplex } from 'node:stream';
import type { PGlite } from '@electric-sql/pglite';

type Done = (error?: Error | null) => void;

/**
 * PostgreSQL's wire protocol into the embedded database, in the place of a socket: `pg` prepares and pipelines its
 * statements here exactly as it does with a server. The database answers what it is given before it takes anything else.
 */
export class EmbeddedStream extends Duplex {
  readonly #database: PGlite;

  constructor(database: PGlite) {
    super();
    this.#database = database;
  }

  /** There is one session for ever: a client that begins on it finds no statements another one prepared. */
  connect(): void {
    this.#database.exec('deallocate all').then(
      () => this.emit('connect'),
      (error) => this.destroy(error),
    );
  }

  override _write(message: Buffer, _encoding: string, done: Done): void {
    const answers: Buffer[] = [];
    // What it hands over is its own memory, which it uses again.
    const onRawData = (answer: Uint8Array) => void answers.push(Buffer.from(answer));
    this.#database.execProtocolRawStream(message, { onRawData }).then(() => {
      if (answers.length > 0) this.push(Buffer.concat(answers));
      done();
    }, done);
  }

  override _writev(messages: readonly { readonly chunk: Buffer }[], done: Done): void {
    this._write(Buffer.concat(messages.map(({ chunk }) => chunk)), 'buffer', done);
  }

  /** Whoever reads is handed what was answered, when it was. */
  override _read(): void {}

  override _final(done: Done): void {
    this.push(null);
    done();
  }

  /** Asked of a socket. */
  setNoDelay(): this {
    return this;
  }

  setKeepAlive(): this {
    return this;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }
}
