/** Text as it is compared and searched: without regard to upper and lower case and to the ways Unicode has to write the same. */
export function foldText(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}
