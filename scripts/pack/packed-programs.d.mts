export function packedPrograms(dist: string, system: { platform: string; arch: string }): string[]
