/** Which shell `npm start` opens, as pure decisions. */

export const wishes = ['auto', 'electron', 'browser']

/** What LAB_SHELL asks for. Throws an Error for an unknown word. */
export function readWish(word = 'auto') {
  const wish = word === '' ? 'auto' : word
  if (!wishes.includes(wish)) throw new Error(`LAB_SHELL is "${word}". It takes ${wishes.join(', ')}.`)
  return wish
}

/** Why a window of Electron cannot open here, in words, or null. */
export function hindrance({ platform, env, uid }) {
  if (platform !== 'linux') return null
  if (!env.DISPLAY && !env.WAYLAND_DISPLAY) return 'there is no display (DISPLAY and WAYLAND_DISPLAY are unset)'
  // Chromium refuses root unless its sandbox is switched off, which the lab never does.
  if (uid === 0) return 'as root Electron opens only without its sandbox, and the lab keeps the sandbox'
  return null
}

/** The command that opens an address in the user's browser, or null where there is nobody to look at it. */
export function browserCommand(url, { platform, env }) {
  if (platform === 'darwin') return ['open', url]
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler', url]
  return env.DISPLAY || env.WAYLAND_DISPLAY ? ['xdg-open', url] : null
}
