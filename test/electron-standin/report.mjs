/** Tells the test, which forked this process, what the program asked of Electron. */

/** @param {string} type @param {object} [data] */
export function report(type, data = {}) {
  process.send?.({ standin: type, ...data })
}
