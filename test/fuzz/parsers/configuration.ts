/** Experiments in files, down to their settings. */
import { parseConfig } from '../../../src/cli/experiment-choice'
import { canonicalJson } from '../../../src/engine/config/canonical'
import { countTrials, expandSettings, listSeeds } from '../../../src/engine/config/trials'
import { limits } from '../../../src/engine/config/limits'
import { validateExperiment } from '../../../src/engine/config/validate'
import { check, outcomeOf, type Parser } from '../parser'

export const configuration: Parser = {
  name: 'configuration',
  read: (bytes) =>
    outcomeOf(() => {
      const config = parseConfig(bytes, 'f')
      const again = validateExperiment(JSON.parse(canonicalJson(config)))
      check(again.ok && canonicalJson(again.value) === canonicalJson(config), 'its canonical form is another experiment')
      const settings = expandSettings(config)
      if (settings.ok) check(settings.value.length * listSeeds(config.seeds).length === countTrials(config), 'trials are missing')
      check(!settings.ok || countTrials(config) <= limits.trials, 'it has too many trials')
    }),
}
