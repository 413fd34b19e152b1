/** The settings of the application, stored by the lab; the theme takes effect on the root element. */
import { usePreferredDark } from '@vueuse/core'
import { computed, type ComputedRef, inject, type InjectionKey, type Ref, ref, watchEffect } from 'vue'
import type { LabClient } from '../../api/client'
import type { Failure } from '../../api/failure'
import type { Settings } from '../../api/settings'
import { failureOf } from '../failure'
import { required } from '../lab'

export type Theme = Settings['theme']

export interface SettingsStore {
  readonly theme: Readonly<Ref<Theme>>
  /** What the theme comes to: `system` follows the system. */
  readonly dark: ComputedRef<boolean>
  /** Shows at once and stores; throws a LabError where it cannot be stored. */
  setTheme(theme: Theme): Promise<void>
  /** Whether nobody has been asked about the tour yet; false until the settings are known. */
  readonly offersTour: Readonly<Ref<boolean>>
  /** The tour is not offered again. */
  closeTourOffer(): Promise<void>
  /** Whether the lab may look for updates when it is told to. */
  readonly allowsUpdateChecks: Readonly<Ref<boolean>>
  allowUpdateChecks(allowed: boolean): Promise<void>
  readonly failure: Readonly<Ref<Failure | null>>
}

export const settingsKey: InjectionKey<SettingsStore> = Symbol('settings')

export function useSettings(): SettingsStore {
  return required(inject(settingsKey, undefined), 'settings')
}

export function createSettings(lab: LabClient): SettingsStore {
  const theme = ref<Theme>('system')
  const offersTour = ref(false)
  const allowsUpdateChecks = ref(false)
  const failure = ref<Failure | null>(null)
  const systemDark = usePreferredDark()
  const dark = computed(() => theme.value === 'dark' || (theme.value === 'system' && systemDark.value))

  watchEffect(() => document.documentElement.classList.toggle('dark', dark.value))

  async function load(): Promise<void> {
    try {
      const settings = await lab.call('settings.get')
      theme.value = settings.theme
      offersTour.value = settings.tourSeen !== true
      allowsUpdateChecks.value = settings.updateChecks === true
    } catch (error) {
      failure.value = failureOf(error)
    }
  }
  async function setTheme(next: Theme): Promise<void> {
    theme.value = next
    await lab.call('settings.set', { theme: next })
  }

  async function closeTourOffer(): Promise<void> {
    if (!offersTour.value) return
    offersTour.value = false
    await lab.call('settings.set', { tourSeen: true })
  }

  /** Shown when it is stored: what is asked of the outside follows what the lab knows. */
  async function allowUpdateChecks(allowed: boolean): Promise<void> {
    const settings = await lab.call('settings.set', { updateChecks: allowed })
    allowsUpdateChecks.value = settings.updateChecks === true
  }

  void load()
  return { theme, dark, setTheme, offersTour, closeTourOffer, allowsUpdateChecks, allowUpdateChecks, failure }
}
