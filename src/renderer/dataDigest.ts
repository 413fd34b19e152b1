/** SHA-256 of the data of a trial, as the lab records it with a run: text and numbers in one sequence of bytes. */
import type { Dataset, TrialData } from '../engine/index'

/** Of the training part and, where there is any, the validation part, given by their own digests. Of data that are drawn, not of files. */
export async function digestDrawn({ training, validation }: TrialData): Promise<string> {
  return sha256([text(`${await digestPart(training)} ${validation ? await digestPart(validation) : 'none'}\n`)])
}

function digestPart({ samples, inputs, features, targets }: Dataset): Promise<string> {
  const width = targets.kind === 'classes' ? targets.classes : targets.outputs
  return sha256([
    text(`${samples} ${inputs} ${features.kind} ${targets.kind} ${width}\n`),
    features.values,
    targets.kind === 'classes' ? targets.labels : targets.values,
  ])
}

function text(words: string): Uint8Array {
  return new TextEncoder().encode(words)
}

async function sha256(parts: readonly ArrayBufferView[]): Promise<string> {
  const bytes = new Uint8Array(parts.reduce((length, { byteLength }) => length + byteLength, 0))
  let end = 0
  for (const part of parts) {
    bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), end)
    end += part.byteLength
  }
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)).reduce((hex, byte) => hex + byte.toString(16).padStart(2, '0'), '')
}
