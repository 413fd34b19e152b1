/** The rooms of the window in the order of work, as menu, page and addresses name them. */

export const roomNames = ['setup', 'run', 'runs', 'compare', 'draw', 'inspect', 'report', 'settings'] as const
export type RoomName = (typeof roomNames)[number]
