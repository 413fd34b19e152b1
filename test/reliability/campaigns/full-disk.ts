/** A file system of 24 MB that is full: the run waits with a message, goes on when there is room, and ends where it is told to. */
import { spawnSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Campaign, Context } from '../campaign'
import { sendSignal } from '../parts/command'
import { acknowledgedBy, shortTrial, startHost } from '../parts/host'
import { isRoot } from '../parts/platform'
import { checkStored, integrityProblems } from '../parts/stored'

const megabyte = 1024 * 1024
const epochs = 150

/** Fifteen models of 0.5 MB: more than the disk holds beside the filler, and less than without. */
const largeTrial = {
  ...shortTrial(epochs),
  name: 'Large models',
  network: { layers: [{ units: 340, activation: 'tanh' as const }, { units: 340, activation: 'tanh' as const }, { units: 2 }] },
  data: { source: 'spirals' as const, samples: 32 },
  kernels: 'fast' as const,
  keepModels: { every: 10 },
}

export const fullDisk: Campaign = {
  name: 'full-disk',
  title: 'a full file system of 24 MB, then room; also SIGTERM while full',
  counts: { ordinary: 1, long: 20 },
  missing() {
    if (process.platform !== 'linux') return 'tmpfs is a file system of Linux'
    return isRoot() ? null : 'only root may mount a file system'
  },
  async run({ count, scratch, tally }: Context) {
    const configurations = scratch()
    for (let attempt = 0; attempt < count; attempt++) {
      const disk = scratch()
      const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', disk], { encoding: 'utf8' })
      if (mounted.status !== 0) {
        tally.note(`${count - attempt} were not tried: tmpfs cannot be mounted here (${(mounted.stderr ?? '').trim()})`)
        return
      }
      try {
        tally.add(attempt % 2 === 0 ? `full disk ${attempt}` : `SIGTERM on a full disk ${attempt}`, await fill(disk, configurations, attempt % 2 === 1))
      } finally {
        spawnSync('umount', [disk])
      }
    }
  },
}

async function fill(disk: string, configurations: string, terminate: boolean): Promise<string[]> {
  const filler = join(disk, 'filler')
  writeFileSync(filler, Buffer.alloc(18 * megabyte))
  const folder = join(disk, 'data')
  const host = startHost({ folder, scratch: configurations, config: largeTrial })
  await host.errorText('waits, because its epochs could not be stored: The disk of')
  const before = acknowledgedBy(host).length
  if (terminate) sendSignal(host, 'SIGTERM')
  else rmSync(filler)
  const { code, err } = await host.ended
  rmSync(filler, { force: true })
  const acknowledged = acknowledgedBy(host)
  const { runs, problems } = checkStored(folder, { acknowledged })
  const [expected, status] = terminate ? [143, 'interrupted'] : [0, 'done']
  if (code !== expected) problems.push(`it ended with ${String(code)}: ${err.slice(-300)}`)
  if (runs[0]?.status !== status) problems.push(`the run is ${String(runs[0]?.status)}`)
  if (!terminate && acknowledged.length !== epochs + 1)
    problems.push(`${before} epochs were acknowledged before the disk was full, ${acknowledged.length} in the end`)
  return [...problems, ...integrityProblems(folder)]
}
