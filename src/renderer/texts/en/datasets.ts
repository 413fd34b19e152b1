/** Data sets of one's own: importing a file, choosing among them, their cards. */
export const datasets = {
  tooLargeToShow: 'The data set has {size}; a window takes in at most {most}. It is trained on all the same.',
}
