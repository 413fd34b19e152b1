/** Words of what the system shows for the lab: menu, dialogs, notices, the icon in the background. Those of the window are the renderer's. */
import type { RoomName } from '../../api/room-names'

export const texts = {
  menu: {
    file: 'File',
    newSetup: 'New setup',
    open: 'Open…',
    recent: 'Open recent',
    noRecent: 'No file yet',
    clearRecent: 'Clear the list',
    export: 'Export…',
    settings: 'Settings…',
    go: 'Go',
    palette: 'Search or command',
    view: 'View',
    help: 'Help',
    guide: 'Guide',
    updates: 'Check for updates…',
    copyDiagnostics: 'Copy diagnostics',
    about: 'About Backprop Lab',
  },
  room: {
    setup: 'Setup',
    run: 'Run',
    runs: 'Runs',
    compare: 'Compare',
    draw: 'Draw',
    inspect: 'Inspect',
    report: 'Report',
    settings: 'Settings',
  } satisfies Record<RoomName, string>,
  open: {
    title: 'Open an archive, a figure, a model or a data set',
    all: 'Archives, figures, models and data sets',
    kind: { archive: 'Archives of runs', figure: 'Figures', model: 'Models', dataset: 'Data sets' },
  },
  leaving: {
    title: 'Backprop Lab trains',
    message: (runs: number) => (runs === 1 ? 'A trial is not finished.' : `${runs} trials are not finished.`),
    detail:
      'Everything recorded so far is kept. In the background they go on without a window. Paused trials are offered again at the next start and come to the same result. Stopped ones end here.',
    background: 'Go on in the background',
    pause: 'Pause and quit',
    stop: 'Stop and quit',
    stay: 'Keep open',
    notStopped: 'The trials cannot be stopped',
  },
  background: {
    tooltip: 'Backprop Lab trains in the background',
    show: 'Show the window',
    quit: 'Quit',
    notice: 'Backprop Lab goes on without a window',
    dock: 'Its icon in the Dock brings the window back.',
    tray: 'Its icon beside the clock brings the window back, and so does starting it again.',
  },
  broken: {
    title: 'Backprop Lab met a mistake of its own and ends',
    content: (file: string) =>
      `What was recorded is kept; trials that were cut off are offered again at the next start. The mistake is written down in ${file}`,
    window: 'The window ended several times within a minute.',
  },
} as const
