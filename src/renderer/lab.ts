/** The lab as the rooms reach it: one client, provided by the application. */
import { inject, type InjectionKey } from 'vue'
import type { LabClient } from '../api/client'

export const labKey: InjectionKey<LabClient> = Symbol('lab')

/** The client of this window. Throws where no application provides one. */
export function useLab(): LabClient {
  return required(inject(labKey), 'lab')
}

/** What was injected, or an error that names what the application forgot to provide. */
export function required<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`The application provides no ${what}`)
  return value
}
