/** Whether a value of a configuration satisfies a comparison. */
import { foldText } from '../fold-text'
import type { ConfigValue } from './config-fields'
import type { FilterValue, Operator } from './syntax'

/** @param found undefined where the configuration has no such field */
export function matchesValue(found: ConfigValue | undefined, operator: Operator, wanted: FilterValue): boolean {
  if (operator === '!=') return !matchesValue(found, '=', wanted)
  if (operator === '!~') return !matchesValue(found, '~', wanted)
  if (wanted === null) return found === undefined || found === null
  if (found === undefined || found === null) return false
  if (operator === '~') return foldText(String(found)).includes(foldText(String(wanted)))
  if (operator === '=')
    return typeof found === typeof wanted && typeof found !== 'string' ? found === wanted : foldText(String(found)) === foldText(String(wanted))
  if (typeof found !== 'number' || typeof wanted !== 'number') return false
  switch (operator) {
    case '<':
      return found < wanted
    case '<=':
      return found <= wanted
    case '>':
      return found > wanted
    case '>=':
      return found >= wanted
  }
}
