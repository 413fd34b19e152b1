export function licenceTexts(root: string): string
