/** `soak FOLDER RUNS`: a lab that trains one short run after the other, and what it holds after half of them and after all. */
import { isFinal } from '../../../src/api/records'
import { shortTrial } from '../parts/host'
import { measureProcess, type SoakMeasure } from '../parts/measures'
import { openOwnLab } from '../parts/own-lab'

const [folder = '', count = '0'] = process.argv.slice(2)
const runs = Number(count)
const lab = openOwnLab(folder)

for (let done = 1; done <= runs; done++) {
  const run = await lab.start(shortTrial(3))
  await lab.until(run, ({ status }) => isFinal(status))
  if (done === Math.ceil(runs / 2) || done === runs) console.log(JSON.stringify(measure(done)))
}
await lab.close()

function measure(done: number): SoakMeasure {
  // Twice: what is set free by the first collection may hold what the second sets free.
  globalThis.gc?.()
  globalThis.gc?.()
  const heap = process.memoryUsage().heapUsed
  return { runs: done, lab: measureProcess(process.pid), trainer: measureProcess(lab.processes.at(-1)?.pid ?? 0), heap }
}
