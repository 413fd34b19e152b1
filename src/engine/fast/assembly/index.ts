/** All that the module exports, by concept. `../exports.ts` says what each function does. */
export * from './transpose'
export * from './multiply'
export * from './sums'
export * from './bytes'
export * from './distort'
export * from './sparse-forward'
export * from './sparse-sort'
export * from './sparse-gradient'
export {
  setSgd, setMomentum, setAdagrad, setRmsprop, setAdam, setNadam, setLion,
  updateParameter, flushAverages, updatesAreFinite, forgetNonFinite,
} from './optimizers'
export * from './gradients'
export * from './dropout'
export * from './batch-norm'
export { activationForward, activationBackward } from './activations'
export { crossEntropy, softCrossEntropy } from './softmax'
export { squaredError, absoluteError, huberError, binaryCrossEntropy } from './losses'
export { countCorrect } from './correct'
export { combineRows, multiplyRows, sumOfEachRow } from './by-feature'
export * from './losses-by-feature'
export * from './moments'
export { fullBatchEpochs, fullBatchMoments, fullBatchScore } from './full-batch'
