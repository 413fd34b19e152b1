import { fuzzTests } from './fuzz-tests'
import { gzip } from './parsers/gzip'

fuzzTests(gzip)
