/** The engine's public index: everything that other parts of the program use of it by name. */

// Kernels
export type { Kernels, LinearShape, LossShape, Precision, ScalarFunction, Vector } from './kernels/kernels'
export { createReferenceKernels } from './kernels/reference'

// Modules
export type { Module, ModuleSize, Parameter } from './layers/module'
export { Linear, type LinearOptions } from './layers/linear'
export { Activation, createActivation } from './layers/activation'
export { activations, type ActivationConfig } from './layers/activations/registry'
export { Softmax } from './layers/softmax'
export { LogSoftmax } from './layers/log-softmax'
export { Sequential } from './layers/sequential'
export { buildNetwork, type Network } from './layers/network'

// Losses
export type { BatchRows, BatchTargets, Loss } from './losses/loss'
export { MeanSquaredError, type MseReduction } from './losses/mse'
export { CrossEntropy, type CrossEntropyReduction } from './losses/cross-entropy'
export { createLoss } from './losses/create-loss'

// Optimizers
export type { Optimizer, OptimizerState } from './optimizers/optimizer'
export { StochasticGradientDescent } from './optimizers/sgd'
export { Momentum } from './optimizers/momentum'
export { Adam } from './optimizers/adam'
export { createOptimizer } from './optimizers/registry'

// Initialisers
export { initialiseLayer, initialiseNetwork } from './initialisers/initialise'
export { initialisers, weightDistribution, type InitialiserConfig } from './initialisers/registry'
export type { Fan, WeightDistribution } from './initialisers/initialiser'

// Training
export { createSession, type Advance, type SessionOptions, type TrainingSession } from './training/session'
export { CheckpointError, type CheckpointFault } from './training/checkpoint'
export { isBetter, type EpochRecord, type EpochScore, type Progress, type Score } from './training/records'

// Randomness
export { createStream, type GeneratorState, type RandomStream, type StreamName } from './random/stream'
export { shuffleInPlace } from './random/shuffle'

// Data
export type { Dataset, Features, GeneratedData, GroundTruth, Targets, TrialData } from './data/dataset'
export { DataError } from './data/data-error'
export { generateData } from './data/generate'
export { parseIdx, type IdxArray } from './data/idx'
export { mnistDataset, mnistFiles, type MnistFile, type MnistFiles } from './data/mnist'

// Drawn digits
export { parseDrawings, type Drawing } from './digits/parse-drawings'
export { prepareDrawing } from './digits/prepare'
export type { Point, Stroke } from './digits/strokes'

// Models
export type { NamedTensor } from './models/tensors'
export { decodeModel, encodeModel, type StoredModel } from './models/model-file'
export { decodeSafetensors, encodeSafetensors, type TensorFile } from './models/safetensors'
export { createPredictor, type PredictionTask, type Predictor } from './models/predictor'

// Statistics and metrics
export { summariseCurves, type CurveSummary } from './statistics/curves'
export { interquartileMean } from './statistics/interquartile-mean'
export { mean, populationDeviation, sampleDeviation } from './statistics/moments'
export { lowerMedianIndex, median, quantile, quartiles, type Quartiles } from './statistics/quantiles'
export { accuracy, argmax, confusionMatrix, predictClasses } from './metrics/classification'

// Verification
export { checkLoss, checkModule, type DerivativeComparison, type GradientReport, type LossCheck, type ModuleCheck } from './verify/gradient-check'
