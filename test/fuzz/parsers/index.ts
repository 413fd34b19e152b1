/** Everything that reads what was made elsewhere. */
import type { Parser } from '../parser'
import { archive } from './archive'
import { checkpoint } from './checkpoint'
import { configuration } from './configuration'
import { dataset } from './dataset'
import { figure } from './figure'
import { gzip } from './gzip'
import { idx } from './idx'
import { message } from './message'
import { onnx } from './onnx'
import { safetensors } from './safetensors'
import { strokes } from './strokes'
import { table } from './table'

export const parsers: readonly Parser[] = [idx, gzip, safetensors, onnx, strokes, configuration, archive, checkpoint, figure, message, table, dataset]
