/** The kept drawings, live: fetched in pages, and again whenever they change. */
import { onScopeDispose, ref, shallowRef } from 'vue'
import { archivePiece } from '../../api/archive'
import type { LabClient } from '../../api/client'
import { mostDrawingBytes, type AddedDrawings, type KeptDrawing, type NewDrawing } from '../../api/drawings'
import type { Failure } from '../../api/failure'
import { LabError } from '../../api/failure'
import { encodeWire } from '../../api/wire'
import { failureOf } from '../failure'
import { format } from '../format'
import { useLab } from '../lab'

/** A message of so many is far below the largest of every transport. */
const perCall = 500

export function useKeptDrawings() {
  const lab = useLab()
  const drawings = shallowRef<readonly KeptDrawing[]>([])
  const loaded = ref(false)
  const failure = shallowRef<Failure | null>(null)
  let round = 0

  async function refresh(): Promise<void> {
    const mine = ++round
    try {
      const all: KeptDrawing[] = []
      for (let last = 0; ;) {
        const page = await lab.call('drawings.list', { after: last, limit: perCall })
        all.push(...page)
        if (page.length < perCall) break
        last = page.at(-1)!.id
      }
      if (mine !== round) return
      drawings.value = all
      failure.value = null
    } catch (error) {
      if (mine === round) failure.value = failureOf(error)
    }
    if (mine === round) loaded.value = true
  }

  onScopeDispose(lab.on('drawings', () => void refresh()))
  onScopeDispose(lab.onReconnect(() => void refresh()))
  void refresh()
  return { drawings, loaded, failure, refresh }
}

/** Adds all of them or none, in pieces that every transport carries. Throws a LabError that says why. */
export async function addDrawings(lab: LabClient, drawings: readonly NewDrawing[], tooLarge: (size: string, most: string) => string): Promise<AddedDrawings> {
  const bytes = new TextEncoder().encode(encodeWire(drawings))
  if (bytes.length > mostDrawingBytes) throw new LabError('invalid', tooLarge(format.bytes(bytes.length), format.bytes(mostDrawingBytes)))
  let transfer: string | null = null
  for (let offset = 0; offset < bytes.length; offset += archivePiece) {
    const sent: { transfer: string } = await lab.call('archives.receive', { transfer, offset, bytes: bytes.slice(offset, offset + archivePiece) })
    transfer = sent.transfer
  }
  if (transfer === null) throw new Error('a list of drawings is never empty text')
  return lab.call('drawings.add', { transfer })
}
