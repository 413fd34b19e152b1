/** A run in the hands of the training process, as the lab steers it: a state machine, whose transitions are data. */

/**
 * - waiting: given to the training process, which has not begun it
 * - training: it has its data and reports epochs
 * - pausing, stopping: it was asked to end, for now or for good, and still reports
 * - refused: what it reports cannot be recorded; it was asked to stop, and what still comes is let pass
 * - left: the training process is done with it; nothing follows
 */
export const liveStates = ['waiting', 'training', 'pausing', 'stopping', 'refused', 'left'] as const
export type LiveState = (typeof liveStates)[number]

/**
 * - begin, leave: the training process says so, or has died
 * - pause, stop: somebody asks for it
 * - refuse: it could not be recorded
 */
export const liveEvents = ['begin', 'pause', 'stop', 'refuse', 'leave'] as const
export type LiveEvent = (typeof liveEvents)[number]

/** What is not listed is a mistake in the program: a trial begins once, and nothing happens to one that has left. */
const next: Record<LiveState, Partial<Record<LiveEvent, LiveState>>> = {
  waiting: { begin: 'training', pause: 'pausing', stop: 'stopping', refuse: 'refused', leave: 'left' },
  training: { pause: 'pausing', stop: 'stopping', refuse: 'refused', leave: 'left' },
  // A wish may cross the beginning. Whoever asks for a stop gets it, whether a pause was asked for before or after.
  pausing: { begin: 'pausing', pause: 'pausing', stop: 'stopping', refuse: 'refused', leave: 'left' },
  stopping: { begin: 'stopping', pause: 'stopping', stop: 'stopping', refuse: 'refused', leave: 'left' },
  refused: { begin: 'refused', pause: 'refused', stop: 'refused', refuse: 'refused', leave: 'left' },
  left: {},
}

/** Throws an Error where the state does not know the event. */
export function nextLiveState(state: LiveState, event: LiveEvent): LiveState {
  const following = next[state][event]
  if (following === undefined) throw new Error(`A run that is ${state} cannot take "${event}"`)
  return following
}

/** Whether it was asked to end and has not yet: only after that another thread may have it. */
export function isLeaving(state: LiveState): boolean {
  return state === 'pausing' || state === 'stopping' || state === 'refused'
}

/** What a run becomes that the training process has paused: a stop that was asked for meanwhile is not forgotten. */
export function statusWhenPaused(state: LiveState): 'paused' | 'stopped' {
  return state === 'stopping' ? 'stopped' : 'paused'
}
