/**
 * The iTXt chunk: a keyword and a text in UTF-8. Keyword, 0, whether it is compressed, how, language, 0, translated keyword, 0, text.
 * PNG Specification (Third Edition), section 11.3.3.4.
 */

export interface TextChunk {
  keyword: string
  /** Null where it is compressed, or no UTF-8. */
  text: string | null
  compressed: boolean
}

/** The chunk's data. The keyword is 1 to 79 letters of Latin-1, else a RangeError. */
export function encodeText(keyword: string, text: string): Uint8Array {
  if (!/^[\x20-\x7e]{1,79}$/.test(keyword)) throw new RangeError(`a keyword takes 1 to 79 plain letters, got "${keyword}"`)
  const head = new TextEncoder().encode(keyword)
  const body = new TextEncoder().encode(text)
  const data = new Uint8Array(head.length + 5 + body.length)
  data.set(head)
  data.set(body, head.length + 5)
  return data
}

/** Null for data that is no such chunk. */
export function decodeText(data: Uint8Array): TextChunk | null {
  const keywordEnd = data.indexOf(0)
  if (keywordEnd < 1 || keywordEnd > 79) return null
  const languageEnd = data.indexOf(0, keywordEnd + 3)
  const translatedEnd = languageEnd === -1 ? -1 : data.indexOf(0, languageEnd + 1)
  if (translatedEnd === -1) return null
  const keyword = String.fromCharCode(...data.subarray(0, keywordEnd))
  const compressed = data[keywordEnd + 1] !== 0
  return { keyword, compressed, text: compressed ? null : decodeUtf8(data.subarray(translatedEnd + 1)) }
}

function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}
