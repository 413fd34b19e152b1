/** Words of the tour. */
export const tour = {
  offer: 'A tour',
  offerText: 'New here? {count} short steps show where things are. Escape leaves at any of them.',
  take: 'Take the tour',
  notNow: 'Not now',
  stepOf: 'Step {step} of {steps}',
  leave: 'Leave',
  back: 'Back',
  next: 'Next',
  done: 'Done',
  steps: {
    run: { title: 'Press Run', text: 'An experiment is always ready. It trains in a moment, and every epoch is saved before it is shown.' },
    cards: {
      title: 'Three ways to begin',
      text: 'Watch a boundary bend, train a network to read digits and draw one for it, or check a figure of the report.',
    },
    rooms: {
      title: 'Seven rooms, in the order of work',
      text: 'Set up, run, look through runs, compare them, draw, inspect what was learnt, reproduce the report. Ctrl or Cmd with 1 to 7 opens them.',
    },
    setup: {
      title: 'Every field explains itself',
      text: 'Choose one, and the line at the bottom says what it does, what it takes and what is usual. F1 opens the guide at the right place.',
    },
    palette: { title: 'Everything by name', text: 'Ctrl or Cmd K finds commands, rooms, setups and experiments. This tour is there too.' },
    strip: {
      title: 'What trains, and where it is kept',
      text: 'Progress, time left and queue at the left; at the right the file that holds your runs. Nothing leaves this computer.',
    },
    guide: { title: 'The guide', text: 'Networks from first principles in thirteen short chapters, with formulas and examples that move.' },
  },
}
