import { fuzzTests } from './fuzz-tests'
import { dataset } from './parsers/dataset'

fuzzTests(dataset)
