export function bundleFaultPrograms(): Promise<string>
