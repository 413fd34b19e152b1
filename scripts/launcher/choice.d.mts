interface Surroundings {
  platform: NodeJS.Platform
  env: Readonly<Record<string, string | undefined>>
  uid?: number | undefined
}

export const wishes: readonly string[]
export function readWish(word?: string): 'auto' | 'electron' | 'browser'
export function hindrance(surroundings: Surroundings): string | null
export function browserCommand(url: string, surroundings: Surroundings): string[] | null
