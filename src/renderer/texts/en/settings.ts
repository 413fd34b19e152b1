/** Words of the room Settings. */
export const settings = {
  data: {
    title: 'Data',
    hint: 'everything stays in one file on this machine',
    database: 'Database',
    holds: '{size} · {runs} run | {size} · {runs} runs',
    folder: 'Folder',
    move: 'Another folder is chosen at the start: --data-dir DIR. Quit, copy the folder, and start with the copy to move it.',
    readOnly: 'Another lab writes this database. Here everything can be looked at, and nothing changed, until it is closed.',
  },
  appearance: {
    title: 'Appearance',
    theme: 'Theme',
    system: 'System',
    light: 'Light',
    dark: 'Dark',
    colours: 'Run colours, with their dash and mark',
    motion: 'Motion follows the setting of your system.',
  },
  colour: {
    blue: 'Blue',
    amber: 'Amber',
    green: 'Green',
    magenta: 'Magenta',
    violet: 'Violet',
    yellow: 'Yellow',
    red: 'Red',
    sky: 'Sky',
    brown: 'Brown',
    grey: 'Grey',
  },
  training: {
    title: 'Training',
    kernels: 'Kernels',
    workers: 'Workers',
    trialsAtOnce: '{count} trial at once | {count} trials at once',
    numbers: 'Numbers on screen',
    fromSystem: 'as in your system; files always 1234.5',
  },
  about: {
    title: 'About',
    shell: { electron: 'desktop', loopback: 'in a browser, served to this machine only', terminal: 'terminal' },
    licences:
      'Backprop Lab is free software under the MIT licence. IBM Plex is under the SIL Open Font License, Lucide icons under ISC. MNIST by LeCun, Cortes and Burges is commonly given as CC BY-SA 3.0.',
  },
  keyboard: {
    title: 'Keyboard',
    hint: 'Cmd in place of Ctrl on a Mac',
    run: 'Run the setup',
    go: 'Go to {room}',
    ctrl: 'Ctrl {key}',
  },
}
