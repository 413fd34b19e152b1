import { fuzzTests } from './fuzz-tests'
import { message } from './parsers/message'

fuzzTests(message)
