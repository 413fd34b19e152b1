import { fuzzTests } from './fuzz-tests'
import { archive } from './parsers/archive'

fuzzTests(archive)
