/** How many trials train at once. */

/** More threads than this gain nothing on the machines the lab is made for, and each takes memory. */
const most = 64

/** One thread a processor; `LAB_WORKERS` sets another number. */
export function countWorkers(available: number, asked?: string): number {
  const wanted = asked !== undefined && /^[1-9]\d*$/.test(asked) ? Number(asked) : available
  return Math.min(Math.max(1, wanted), most)
}
