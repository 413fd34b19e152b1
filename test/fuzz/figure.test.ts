import { fuzzTests } from './fuzz-tests'
import { figure } from './parsers/figure'

fuzzTests(figure)
