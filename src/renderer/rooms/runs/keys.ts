/** The keys of the table, as the table obeys them and the settings list them. */

/** Letters, each for an action on the chosen runs or, where none is chosen, on the line that the focus is in. */
export const actionKeys = {
  p: 'pin',
  e: 'edit',
  c: 'compare',
  r: 'runAgain',
  d: 'setup',
  b: 'fork',
  v: 'verify',
  a: 'archive',
  l: 'lock',
} as const
type Letter = keyof typeof actionKeys

/** Keys that leave the table for another part of the room. */
export const roomKeys = { '/': 'search', f: 'filter', s: 'saveView', o: 'columns' } as const
type RoomKey = keyof typeof roomKeys

export function actionOfKey({ key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>): string | null {
  if (key === 'F2') return 'edit'
  const letter = shiftKey ? key : key.toLowerCase()
  if (isLetter(letter)) return actionKeys[letter]
  return isRoomKey(letter) ? roomKeys[letter] : null
}

function isLetter(key: string): key is Letter {
  return Object.hasOwn(actionKeys, key)
}

function isRoomKey(key: string): key is RoomKey {
  return Object.hasOwn(roomKeys, key)
}

/** All keys of the room with what they do, as a key of the texts below `runs.keys`. */
export const runsKeys: readonly { keys: string; what: string }[] = [
  { keys: '↑ ↓', what: 'move' },
  { keys: '← →', what: 'fold' },
  { keys: 'Space', what: 'choose' },
  { keys: 'Shift ↑ ↓', what: 'extend' },
  { keys: 'Ctrl A', what: 'all' },
  { keys: 'Esc', what: 'none' },
  { keys: 'Enter', what: 'open' },
  { keys: 'Del', what: 'trash' },
  ...Object.entries({ ...actionKeys, ...roomKeys }).map(([key, what]) => ({ keys: key.toUpperCase(), what })),
  { keys: 'Alt ← →', what: 'moveColumn' },
  { keys: 'Shift ← →', what: 'sizeColumn' },
]
