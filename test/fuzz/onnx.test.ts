import { fuzzTests } from './fuzz-tests'
import { onnx } from './parsers/onnx'

fuzzTests(onnx)
