/** All that the module exports, by concept. `../exports.ts` says what each function does. */
export * from './transpose'
export * from './multiply'
export * from './sums'
export * from './bytes'
export * from './stubs'
