/** The numbers by which the engine names losses and rules to the kernels of full batches. Both compilers read this file: no types of either. */
export const SQUARED_ERROR = 0
export const ABSOLUTE_ERROR = 1
export const HUBER_ERROR = 2
export const BINARY_CROSS_ENTROPY = 3
export const CROSS_ENTROPY = 4
/** The cross-entropy of two classes. */
export const PAIR = 5

export const SGD = 0
export const MOMENTUM = 1
export const ADAGRAD = 2
export const RMSPROP = 3
export const ADAM = 4
export const NADAM = 5
export const LION = 6
/** Numbers of a row of the table of rules: the rule, the epoch of the call before which it ends, and up to eight constants. */
export const RULE_NUMBERS = 10
/** Small averages are set to zero once in so many steps. */
export const FLUSH_EVERY = 16
