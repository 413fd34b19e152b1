/** Labels for a narrow column: without what all of them begin with, such as "learningRate =" or the name of one experiment. */

/** Behind these words of a label begins what tells it apart. */
const ends = ['=', '·']

export function shortLabels(labels: readonly string[]): string[] {
  const words = labels.map((label) => label.split(' '))
  const [first = []] = words
  const differs = first.findIndex((word, i) => words.some((one) => one[i] !== word))
  const shared = first.slice(0, differs < 0 ? 0 : differs)
  const cut = 1 + Math.max(...ends.map((end) => shared.lastIndexOf(end)))
  return words.map((one) => one.slice(cut).join(' '))
}
