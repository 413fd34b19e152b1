export function shippedPackages(root: string): string[]
export function packageName(place: string): string
