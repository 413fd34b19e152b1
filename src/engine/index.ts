/** The engine's public index: everything that other parts of the program use of it by name. */

// Kernels
export type { Kernels, LinearShape, LossShape, Precision, ScalarFunction, Vector } from './kernels/kernels'
export { createReferenceKernels } from './kernels/reference'

// Fast kernels
export { compileFast, type FastModule } from './fast/module'

// Configuration
export { experimentSchema, trialSchema, type ExperimentConfig, type ExperimentInput, type TrialConfig } from './config/experiment'
export { networkSchema, type LayerConfig, type NetworkConfig } from './config/network'
export { validateExperiment, type Problem, type Validated } from './config/validate'

// Modules
export type { Module, ModuleSize, Parameter, TrainingPass } from './layers/module'
export { Linear, type LinearOptions } from './layers/linear'
export { Activation, createActivation } from './layers/activation'
export { activations, type ActivationConfig } from './layers/activations/registry'
export { BatchNorm1d, type BatchNormConfig, type BatchNormOptions } from './layers/batch-norm'
export { Dropout, type DropoutOptions } from './layers/dropout'
export { Softmax } from './layers/softmax'
export { LogSoftmax } from './layers/log-softmax'
export { Sequential } from './layers/sequential'
export { buildNetwork, type Network } from './layers/network'

// Losses
export type { BatchRows, BatchTargets, Loss } from './losses/loss'
export type { ElementwiseReduction } from './losses/elementwise'
export { MeanSquaredError } from './losses/mse'
export { MeanAbsoluteError } from './losses/mae'
export { HuberLoss } from './losses/huber'
export { BinaryCrossEntropy } from './losses/bce-with-logits'
export { CrossEntropy, type CrossEntropyOptions, type CrossEntropyReduction } from './losses/cross-entropy'
export { createLoss, losses, type LossConfig } from './losses/registry'

// Optimizers
export type { Optimizer, OptimizerState } from './optimizers/optimizer'
export type { Numbers, RuleSource, Step } from './optimizers/rule'
export { RuleOptimizer } from './optimizers/rule-optimizer'
export { sgd, type SgdRule } from './optimizers/sgd'
export { momentum, type MomentumRule } from './optimizers/momentum'
export { adagrad, type AdagradRule } from './optimizers/adagrad'
export { rmsprop, type RmspropRule } from './optimizers/rmsprop'
export { adam, type AdamRule } from './optimizers/adam'
export { adamw } from './optimizers/adamw'
export { nadam, type NadamRule } from './optimizers/nadam'
export { lion, type LionRule } from './optimizers/lion'
export { isWeight, ParameterGroups } from './optimizers/groups'
export { createOptimizer, createOptimizerSparingBiases, optimizers, rulesOf, type OptimizerConfig, type Rule } from './optimizers/registry'

// Schedules
export type { Schedule, ScheduledTrial } from './schedules/schedule'
export { PlateauSchedule } from './schedules/reduce-on-plateau'
export { SteeredSchedule } from './schedules/steered'
export { createSchedule, schedules, type ScheduleConfig } from './schedules/registry'

// Penalties and clipping
export { addPenaltyGradient, penaltyOf, type PenaltyConfig } from './regularisation/penalty'
export { clipCoefficient, totalNorm } from './regularisation/clip-norm'
export type { Clip } from './regularisation/clipping'
export { clippings, createClip, type ClippingConfig } from './regularisation/registry'
export type { Regularisation } from './regularisation/regularisation'

// Initialisers
export { initialiseLayer, initialiseNetwork } from './initialisers/initialise'
export { initialisers, weightDistribution, type InitialiserConfig } from './initialisers/registry'
export type { Fan, WeightDistribution } from './initialisers/initialiser'

// Training
export { createSession, type Advance, type Ending, type SessionOptions, type TrainingSession } from './training/session'
export { CheckpointError, type CheckpointFault } from './training/checkpoint'
export { crc32 } from './training/crc32'
export { bestMeasures, isBetter, type EpochRecord, type EpochScore, type Progress, type Score } from './training/records'

// Randomness
export { createStream, type GeneratorState, type RandomStream, type StreamName } from './random/stream'
export { shuffleInPlace } from './random/shuffle'

// Data
export type { Dataset, Features, GeneratedData, GroundTruth, Scaling, Targets, TrialData, TruthParameters } from './data/dataset'
export { DataError } from './data/data-error'
export { FieldError } from './config/field-error'
export { checkDataset } from './data/check'
export { splitHoldout, takeSamples, type Split } from './data/split'
export { generateData } from './data/generate'
export { prepareTrialData, type FileData, type PreparedData } from './data/prepare'
export { firstStoredRows, storedDataset } from './data/stored-table'
export { fitScaling, withScaling, type ScalingKind } from './data/scaling'
export { replaceLabels } from './data/label-noise'
export { parseIdx, type IdxArray } from './data/idx'
export { imageDataset } from './data/images'
export type { ImageFile, ImageFiles, ImageSet } from './data/image-set'
export { mnistFiles } from './data/sources/mnist'
export { fashionMnistFiles } from './data/sources/fashion-mnist'
export { sources } from './data/sources/registry'

// Augmentation
export { Augmenter, type AugmenterOptions, type ImageDataset } from './augmentation/augmenter'
export type { AugmentationConfig, AugmentationRanges } from './config/augmentation'

// Drawn digits
export { parseDrawings, type Drawing } from './digits/parse-drawings'
export { drawingStages, prepareDrawing, type DrawingStage } from './digits/prepare'
export { PEN_SHARE } from './digits/canvas-around'
export { everyStep, preparationSteps, type Canvas, type PreparationStep } from './digits/steps'
export { keepableImages, readKeepable, type KeepableContent, type KeepableDrawing } from './digits/keepable'
export { drawingsAsIdx, imageOfContent, writeDrawings } from './digits/write-drawings'
export { scoreDrawings, type DrawingScores, type ReadDrawing } from './digits/score-drawings'
export type { Point, Stroke } from './digits/strokes'

// Models
export type { NamedTensor } from './models/tensors'
export { measureConfidence, type Confidence } from './models/confidence'
export { decodeModel, encodeModel, type StoredModel } from './models/model-file'
export { decodeSafetensors, encodeSafetensors, type TensorFile } from './models/safetensors'
export type { PredictionTask } from './models/answers'
export { createPredictor, type Predictor } from './models/predictor'
export { createExplainer, type Explainer, type Explanation } from './models/explanation'

// Inspection
export { createTrace, type Trace } from './inspect/trace'
export { nearLimit, saturatedShare, UnitCensus, type UnitFacts, type UnitState } from './inspect/units'
export { takeUpdateApart, type StepKind, type StepMatrix, type TakenApart, type UpdateOptions, type UpdateStep } from './inspect/update-steps'
export { createObjective, takeGradient, type Objective, type ObjectiveOptions } from './inspect/objective'

// Statistics and metrics
export { histogram, type Histogram } from './statistics/histogram'
export { summariseCurves, type CurveSummary } from './statistics/curves'
export { interquartileMean, interquartileWeights, trimmedFromEachEnd, trimmedInterquartileMean } from './statistics/interquartile-mean'
export { mean, populationDeviation, sampleDeviation } from './statistics/moments'
export { interquartileRange, median, quantile, quartiles, type Quartiles } from './statistics/quantiles'
export { highestIndex, lowerMedianIndex, nearestMedianIndex, upperMedianIndex } from './statistics/representatives'
export { summariseBands, type BandSummary, type Centre, type Span } from './statistics/bands'
export {
  bootstrapCounts,
  bootstrapInterval,
  bootstrapPlaces,
  bootstrapTwoGroups,
  pairedBootstrapInterval,
  type BootstrapOptions,
  type Interval,
  type UniformSource,
} from './statistics/bootstrap'
export { groupDifference, pairBySeed, type Difference, type SeededValue } from './statistics/difference'
export { RankedValues, type Counts } from './statistics/ranked-values'
export { probabilityOfImprovement } from './statistics/improvement'
export { epochsToReach, type Direction } from './statistics/epochs-to-reach'
export { accuracy, argmax, confusionMatrix, predictClasses, topKAccuracy } from './metrics/classification'
export { scoreClasses, type ClassScores, type ClassificationScores } from './metrics/class-scores'
export { calibration, type Calibration, type CalibrationBin } from './metrics/calibration'
export { negativeLogLikelihood } from './metrics/likelihood'
export { meanAbsoluteError, r2, rootMeanSquaredError } from './metrics/regression'

// Verification
export {
  checkLoss,
  checkModule,
  checkNetwork,
  compareParameters,
  gradientStep,
  gradientTolerance,
  type ComparisonOptions,
  type DerivativeComparison,
  type GradientReport,
  type LossCheck,
  type ModuleCheck,
  type NetworkCheck,
  type ParameterComparison,
} from './verify/gradient-check'
export { mistakes, withMistake, type Mistake } from './verify/mistakes'
