/** Short notices at the edge of the window: what failed, and what can be undone. */
import { useToast } from '@nuxt/ui/composables'
import { useI18n } from 'vue-i18n'
import { failureOf } from '../failure'

export interface Notices {
  /** Says what went wrong, in the failure's own words. */
  fail(error: unknown): void
  /** Says what is still to be done; it stays long enough to be read. */
  warn(title: string, message: string): void
  /** Says what was done. */
  tell(message: string): void
  /** Says what was done and offers to take it back. */
  offerUndo(message: string, undo: () => Promise<unknown>): void
  /** Says something and offers what to do about it. */
  offer(message: string, button: string, action: () => Promise<unknown>, icon?: string): void
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
  function warn(title: string, message: string): void {
    toast.add({ title, description: message, color: 'warning', icon: 'i-lucide-triangle-alert', duration: 30_000 })
  }
  function tell(message: string): void {
    toast.add({ title: message, color: 'neutral', icon: 'i-lucide-check' })
  }
  function offerUndo(message: string, undo: () => Promise<unknown>): void {
    add(message, { label: t('common.undo'), icon: 'i-lucide-undo-2', duration: 10_000, action: undo })
  }
  function offer(message: string, button: string, action: () => Promise<unknown>, icon = 'i-lucide-download'): void {
    add(message, { label: button, icon, duration: 30_000, action })
  }
  function add(title: string, { label, icon, duration, action }: { label: string; icon: string; duration: number; action: () => Promise<unknown> }): void {
    toast.add({ title, color: 'neutral', icon, duration, actions: [{ label, color: 'primary', variant: 'outline', onClick: () => void attempt(action) }] })
  }
  return { fail, warn, tell, offerUndo, offer, attempt }
}
