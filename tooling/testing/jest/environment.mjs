/** Where jest has tests run: in Node's own context, as the product does. What a test file changes of it ends with the file. */
// biome-ignore lint/style/noDefaultExport: jest wants it.
export default class Environment {
  global = globalThis;
  #exit = process.exit;
  #variables = { ...process.env };

  getVmContext() {
    return null;
  }

  async setup() {}

  async teardown() {
    // Jest wraps it for each file.
    process.exit = this.#exit;
    for (const name of Object.keys(process.env)) if (!(name in this.#variables)) delete process.env[name];
    Object.assign(process.env, this.#variables);
    // The tests of this file. They are kept under symbols of their own, one for each file.
    for (const symbol of Object.getOwnPropertySymbols(globalThis))
      if (['JEST_STATE_SYMBOL', 'EVENT_HANDLERS'].includes(symbol.description)) delete globalThis[symbol];
  }
}
