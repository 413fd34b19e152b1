export function drawIcon(sources: { full: Buffer; small: Buffer }, size: number): Promise<Buffer>
