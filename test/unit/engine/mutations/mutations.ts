/** All planted errors. */
import { bookkeepingErrors } from './bookkeeping'
import { derivativeErrors } from './derivatives'
import type { Mutation } from './mutation'
import { ruleErrors } from './rules'

export const mutations: readonly Mutation[] = [...derivativeErrors, ...ruleErrors, ...bookkeepingErrors]
