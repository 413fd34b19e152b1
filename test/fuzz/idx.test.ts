import { fuzzTests } from './fuzz-tests'
import { idx } from './parsers/idx'

fuzzTests(idx)
