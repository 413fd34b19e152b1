/** Tells the test, which forked this process, what the program asked of Electron. */

/** @param {string} type @param {object} [data] */
export function report(type, data = {}) {
  // The test may be gone by now.
  if (process.connected) process.send({ standin: type, ...data })
}
