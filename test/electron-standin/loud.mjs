/** What is not implemented throws by name, so that no test passes on something that never happened. */

/** @template {object} T @param {string} name @param {T} implemented @returns {T} */
export function loud(name, implemented) {
  return new Proxy(implemented, {
    get(target, key) {
      // A promise is recognised by asking for `then`.
      if (!(key in target) && typeof key === 'string' && key !== 'then') throw new Error(`The Electron stand-in has no ${name}.${key}`)
      const value = Reflect.get(target, key)
      // Bound, because a proxy has none of its target's private fields.
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}
