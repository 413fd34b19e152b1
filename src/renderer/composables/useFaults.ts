/** Shows faults that belong to no call, such as a full disk. A lost connection is shown by the strip instead. */
import { onScopeDispose } from 'vue'
import { LabError } from '../../api/failure'
import { useLab } from '../lab'
import { useNotices } from './useNotices'

export function useFaults(): void {
  const { fail } = useNotices()
  const stop = useLab().on('fault', (failure) => {
    if (failure.code !== 'closed') fail(new LabError(failure.code, failure.message, failure.field))
  })
  onScopeDispose(stop)
}
