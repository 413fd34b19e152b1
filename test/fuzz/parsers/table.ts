/** Tables in text, as they are imported. */
import { tableChoices } from '../../../src/api/datasets'
import { storedLayout, headerBytes } from '../../../src/engine/data/stored-table'
import { importTable } from '../../../src/interop/tables/import'
import { previewTable } from '../../../src/interop/tables/preview'
import { check, outcomeOf, type Parser } from '../parser'

/** In pieces, so that cells are cut through. */
async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 61) yield await Promise.resolve(bytes.subarray(at, at + 61))
}

export const table: Parser = {
  name: 'table',
  read: (bytes) =>
    outcomeOf(async () => {
      const counts = { features: 0, targets: 0 }
      const source = { file: 't.csv', beginning: bytes.subarray(0, 4096), open: () => pieces(bytes) }
      const { shape, content } = await importTable(source, tableChoices.parse({ missing: 'drop' }), () => ({
        features: (block) => {
          counts.features += block.length
          check(new Float32Array(block.slice().buffer).every(Number.isFinite), 'a feature is not finite')
        },
        targets: (block) => void (counts.targets += block.length),
      }))
      const layout = storedLayout(shape)
      check(counts.features === layout.features.bytes && headerBytes < layout.bytes, 'there are not as many features as the header says')
      check(counts.targets === layout.targets.bytes, 'there are not as many targets as the header says')
      check(content.first.rows.length > 0, 'it has no rows')
      previewTable(source.beginning, 't.csv', {})
    }),
}
