/** ln 2 in two parts, for reductions that multiply it by an exponent: the first product is exact. */

/** ln 2 rounded to 32 significant bits: times a whole number of eleven bits it still fits a float64. */
export const LN2_HIGH = 0.6931471803691238
/** ln 2 - LN2_HIGH. */
export const LN2_LOW = 1.9082149292705877e-10
