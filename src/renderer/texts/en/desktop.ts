/** Words of what the desktop asks of the window: files that were opened with the lab, commands of the menu. */
export const desktop = {
  newSetup: 'New setup',
  newSetupLoaded: 'A new setup stands in the place of the one before.',
  nothingToExport: 'Nothing here can be exported. Choose runs in Compare and export their figure there, or an archive of them in Runs.',
  diagnostics: {
    copy: 'Copy diagnostics',
    copied: 'Diagnostics are on the clipboard: versions, sizes and the last mistakes, without your paths, names of runs and texts.',
  },
  archive: {
    title: 'Add runs of an archive?',
    file: '{name} · {size}',
    holds: '{runs} run of {experiments} | {runs} runs of {experiments}',
    experiments: '{count} experiment | {count} experiments',
    drawings: '{count} kept drawing | {count} kept drawings',
    more: 'and {count} more',
    made: 'Exported {when} by version {version}. Nothing is added until you say so; what is here already stays as it is.',
    add: 'Add',
  },
}
