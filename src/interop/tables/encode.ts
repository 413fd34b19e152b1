/** The second reading of a table: each row becomes features and targets as they are stored. */
import type { Dialect } from '../../api/datasets'
import { DataError } from '../../engine/data/data-error'
import { readCell } from './cells'
import type { TablePlan } from './plan'

/** Where the bytes of features and of targets go, in the order of the rows. The bytes are the sink's until it returns. */
export interface TableSink {
  features(bytes: Uint8Array): void
  targets(bytes: Uint8Array): void
}

/** Bytes that are handed on at once, roughly. */
const blockBytes = 256 * 1024

export class RowEncoder {
  private readonly features: Float32Array<ArrayBuffer>
  private readonly labels: Uint8Array<ArrayBuffer>
  private readonly values: Float64Array<ArrayBuffer>
  private readonly block: number
  /** Place of each category's values among the features, and of each class. */
  private readonly places: (Map<string, number> | null)[]
  private readonly classes: Map<string, number>
  private filled = 0
  rows = 0

  constructor(
    private readonly plan: TablePlan,
    private readonly source: { file: string; decimal: Dialect['decimal'] },
    private readonly sink: TableSink,
  ) {
    const { inputs, target, width } = plan
    this.block = Math.max(1, Math.floor(blockBytes / (4 * width)))
    this.features = new Float32Array(this.block * width)
    this.labels = new Uint8Array(target.task === 'classification' ? this.block : 0)
    this.values = new Float64Array(target.task === 'regression' ? this.block * target.columns.length : 0)
    const placesOf = (values: readonly { name: string }[]) => new Map(values.map(({ name }, i) => [name, i]))
    this.places = inputs.map((input) => (input.type === 'category' ? placesOf(input.values) : null))
    this.classes = target.task === 'classification' ? placesOf(target.classes) : new Map()
  }

  /** @throws DataError where the row is not as the first reading found it */
  add(cells: readonly string[], line: number): void {
    const { inputs, width } = this.plan
    let at = this.filled * width
    for (const [i, input] of inputs.entries()) {
      const places = this.places[i]
      if (places) {
        const place = places.get((cells[input.place] ?? '').trim()) ?? this.changed(line)
        const count = places.size
        this.features.fill(0, at, at + count)
        this.features[at + place] = 1
        at += count
      } else this.features[at++] = this.number(cells[input.place], line)
    }
    this.addTarget(cells, line)
    this.rows++
    if (++this.filled === this.block) this.flush()
  }

  private addTarget(cells: readonly string[], line: number): void {
    const { target } = this.plan
    switch (target.task) {
      case 'classification':
        this.labels[this.filled] = this.classes.get((cells[target.places[0]!] ?? '').trim()) ?? this.changed(line)
        break
      case 'regression':
        for (const [k, place] of target.places.entries()) this.values[this.filled * target.places.length + k] = this.number(cells[place], line)
        break
    }
  }

  /** Hands on what is left. */
  flush(): void {
    const { width, target } = this.plan
    if (this.filled === 0) return
    this.sink.features(new Uint8Array(this.features.buffer, 0, this.filled * width * 4))
    this.sink.targets(
      target.task === 'classification' ? this.labels.subarray(0, this.filled) : new Uint8Array(this.values.buffer, 0, this.filled * target.columns.length * 8),
    )
    this.filled = 0
  }

  private number(cell: string | undefined, line: number): number {
    return readCell(cell ?? '', this.source.decimal) ?? this.changed(line)
  }

  private changed(line: number): never {
    throw new DataError(this.source.file, `line ${line}`, 'the file changed while it was read: import it again')
  }
}
