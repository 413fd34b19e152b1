/** Losses and their reductions, named as in the golden vectors, as the experiment names them. */
export { lossMisfit, lossSchema, outputUnits, type LossConfig } from '../losses/registry'
