/** The entries of a batch by input, where compressed rows have them by sample: a counting sort. */

/**
 * sorted[k] = row << 8 | byte, by input and among those of an input by row; those of input i end at ends[i], a pointer, where those of i + 1 begin.
 * Counted are bytes rather than entries, so that a sum of counts is a distance.
 */
export function sortEntries(rows: i32, starts: usize, entries: usize, inputs: i32, ends: usize, sorted: usize): void {
  memory.fill(ends, 0, <usize>inputs << 2)
  const last = entries + (<usize>load<u32>(starts + (<usize>rows << 2)) << 2)
  for (let entry = entries + (<usize>load<u32>(starts) << 2); entry < last; entry += 4) {
    const count = ends + (<usize>(load<u32>(entry) >> 8) << 2)
    store<u32>(count, load<u32>(count) + 4)
  }
  // Each count becomes the place of the first entry of its input, which moves on with every entry that is put there: to the end.
  let place = <u32>sorted
  for (let i = 0; i < inputs; ++i) {
    const end = ends + (<usize>i << 2), count = load<u32>(end)
    store<u32>(end, place)
    place += count
  }
  let entry = entries + (<usize>load<u32>(starts) << 2)
  for (let r = 0; r < rows; ++r) {
    starts += 4
    const rowEnd = entries + (<usize>load<u32>(starts) << 2), row = <u32>r << 8
    for (; entry < rowEnd; entry += 4) {
      const packed = load<u32>(entry), end = ends + (<usize>(packed >> 8) << 2), to = load<u32>(end)
      store<u32>(to, row | (packed & 255))
      store<u32>(end, to + 4)
    }
  }
}
