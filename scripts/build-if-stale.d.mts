export function isStale(): boolean
export function buildIfStale(): void
