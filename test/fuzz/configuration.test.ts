import { fuzzTests } from './fuzz-tests'
import { configuration } from './parsers/configuration'

fuzzTests(configuration)
