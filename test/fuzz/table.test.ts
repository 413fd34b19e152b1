import { fuzzTests } from './fuzz-tests'
import { table } from './parsers/table'

fuzzTests(table)
