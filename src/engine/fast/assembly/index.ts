/** All that the module exports, by concept. `../exports.ts` says what each function does. */
export * from './transpose'
export * from './multiply'
export * from './sums'
export * from './bytes'
export {
  setSgd, setMomentum, setAdagrad, setRmsprop, setAdam, setNadam, setLion, updateParameter, updatesAreFinite, forgetNonFinite,
} from './optimizers'
export * from './stubs'
