/** Text for what structured cloning carries in our messages: JSON, typed arrays, undefined and numbers that JSON lacks. Shared with pages. */

export function pack(value) {
  return JSON.stringify(value, (_key, item) => {
    if (item === undefined) return { $: 'undefined' }
    if (typeof item === 'number' && !Number.isFinite(item)) return { $: 'number', text: String(item) }
    if (ArrayBuffer.isView(item)) return { $: item.constructor.name, base64: toBase64(new Uint8Array(item.buffer, item.byteOffset, item.byteLength)) }
    if (item instanceof Map || item instanceof Set || item instanceof Date) throw new Error('The Electron stand-in carries no Map, Set or Date')
    return item
  })
}

export function unpack(text) {
  return JSON.parse(text, (_key, item) => {
    if (item === null || typeof item !== 'object' || !('$' in item)) return item
    if (item.$ === 'undefined') return undefined
    if (item.$ === 'number') return Number(item.text)
    return new globalThis[item.$](fromBase64(item.base64).buffer)
  })
}

function toBase64(bytes) {
  let binary = ''
  for (let start = 0; start < bytes.length; start += 0x8000) binary += String.fromCharCode(...bytes.subarray(start, start + 0x8000))
  return btoa(binary)
}

function fromBase64(text) {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
}
