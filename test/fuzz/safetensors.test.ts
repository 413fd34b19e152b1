import { fuzzTests } from './fuzz-tests'
import { safetensors } from './parsers/safetensors'

fuzzTests(safetensors)
