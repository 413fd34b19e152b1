/** What charts show of an epoch. */

/** What is measured. */
export type Measure = 'loss' | 'accuracy'
/** On which samples. */
export type Part = 'train' | 'validation'
