/** Names of the two channels between the window and the main process, in Electron. */

export const invokeChannel = 'lab:invoke'
export const eventChannel = 'lab:event'
