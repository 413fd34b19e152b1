import { fuzzTests } from './fuzz-tests'
import { strokes } from './parsers/strokes'

fuzzTests(strokes)
