/** As many pieces of work at once as there are lanes, each lane one after the other. */

/** Calls `work` with every index below `count` and the lane that it runs in. */
export async function inParallel(lanes: number, count: number, work: (index: number, lane: number) => Promise<void>): Promise<void> {
  let next = 0
  const follow = async (lane: number) => {
    for (let index = next++; index < count; index = next++) await work(index, lane)
  }
  await Promise.all(Array.from({ length: Math.min(lanes, count) }, (_, lane) => follow(lane)))
}
