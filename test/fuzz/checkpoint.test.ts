import { fuzzTests } from './fuzz-tests'
import { checkpoint } from './parsers/checkpoint'

fuzzTests(checkpoint)
