/** `lab presets`: the experiments that can be named. */
import { presets } from '../../engine/config/presets'
import { countTrials } from '../../engine/config/trials'
import type { Terminal } from '../terminal'
import { formatTable } from '../text'

export function listPresets(terminal: Terminal, json: boolean): void {
  if (json) {
    terminal.print(JSON.stringify({ presets }))
    return
  }
  const columns = [
    { title: 'Preset' },
    { title: 'Experiment' },
    { title: 'Runs', align: 'right' },
    { title: 'Epochs', align: 'right' },
    { title: 'Data' },
  ] as const
  const rows = presets.map(({ id, title, config }) => [id, title, String(countTrials(config)), String(config.epochs), config.data.source])
  for (const line of formatTable(columns, rows)) terminal.print(line)
}
