/** Short notices at the edge of the window: what failed, and what can be undone. */
import { useToast } from '@nuxt/ui/composables'
import { useI18n } from 'vue-i18n'
import { failureOf } from '../failure'

export interface Notices {
  /** Says what went wrong, in the failure's own words. */
  fail(error: unknown): void
  /** Says what was done. */
  tell(message: string): void
  /** Says what was done and offers to take it back. */
  offerUndo(message: string, undo: () => Promise<unknown>): void
  /** Runs an action and says so where it fails; undefined then. */
  attempt<T>(action: () => Promise<T>): Promise<T | undefined>
}

export function useNotices(): Notices {
  const toast = useToast()
  const { t } = useI18n()

  function fail(error: unknown): void {
    const { code, message } = failureOf(error)
    toast.add({ title: t(`common.failure.${code}`), description: message, color: 'error', icon: 'i-lucide-circle-alert', duration: 12_000 })
  }
  async function attempt<T>(action: () => Promise<T>): Promise<T | undefined> {
    try {
      return await action()
    } catch (error) {
      fail(error)
      return undefined
    }
  }
  function tell(message: string): void {
    toast.add({ title: message, color: 'neutral', icon: 'i-lucide-check' })
  }
  function offerUndo(message: string, undo: () => Promise<unknown>): void {
    toast.add({
      title: message,
      color: 'neutral',
      icon: 'i-lucide-undo-2',
      duration: 10_000,
      actions: [{ label: t('common.undo'), color: 'primary', variant: 'outline', onClick: () => void attempt(undo) }],
    })
  }
  return { fail, tell, offerUndo, attempt }
}
