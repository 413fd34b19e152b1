/** The part of ONNX's messages that fully connected networks need. Field numbers are those of onnx.proto3 of ONNX 1.16 (IR version 10). */
import { DataError } from '../../engine/data/data-error'
import { quote } from '../../engine/data/describe'
import { MessageWriter, readMessage, type MessageBytes } from '../protobuf'

export interface OnnxModel {
  irVersion: number
  /** Version of the operators of ONNX's own domain. */
  opset: number
  /** The program that made it, and its version. */
  producer: string
  graph: OnnxGraph
  metadata: Map<string, string>
}

export interface OnnxGraph {
  name: string
  /** In an order in which each finds its inputs. */
  nodes: OnnxNode[]
  initializers: OnnxTensor[]
  inputs: OnnxValue[]
  outputs: OnnxValue[]
}

export interface OnnxNode {
  operator: string
  name: string
  /** An input that is left out is ''. */
  inputs: string[]
  outputs: string[]
  attributes: Map<string, OnnxAttribute>
}

export type OnnxAttribute =
  | { kind: 'float'; value: number }
  | { kind: 'whole'; value: number }
  | { kind: 'wholes'; value: number[] }
  | { kind: 'text'; value: string }
  | { kind: 'tensor'; value: OnnxTensor }
  | { kind: 'other' }

/** `data` is little-endian and row-major; `other` are types that are not read, by ONNX's number of them. */
export interface OnnxTensor {
  name: string
  shape: number[]
  type: TensorType
  data: Uint8Array
}
export type TensorType = 'float32' | 'float64' | 'int64' | `type ${number}`

/** An input or output of the graph; a dimension of any size is a word. */
export interface OnnxValue {
  name: string
  type: TensorType
  shape: (number | string)[]
}

const mostNodes = 2000
const mostDimensions = 8
const mostNumbers = 64

const typeNumbers = { float32: 1, int64: 7, float64: 11 } as const
const itemBytes = { float32: 4, int64: 8, float64: 8 } as const
const attributeTypes = { float: 1, whole: 2, text: 3, tensor: 4, wholes: 7 } as const

export function isReadType(type: TensorType): type is keyof typeof typeNumbers {
  return Object.hasOwn(typeNumbers, type)
}

/** @throws DataError that names the byte, tensor or node, and what is not read here */
export function decodeOnnx(bytes: Uint8Array, file: string): OnnxModel {
  const model: OnnxModel = { irVersion: 0, opset: 0, producer: '', graph: emptyGraph(), metadata: new Map() }
  const producer = ['', '']
  let graphs = 0
  readMessage({ bytes, start: 0, file }, (field) => {
    switch (field.number) {
      case 1:
        model.irVersion = field.whole()
        break
      case 2:
      case 3:
        producer[field.number - 2] = field.text().slice(0, 200)
        break
      case 7:
        graphs++
        model.graph = readGraph(field.message())
        break
      case 8: {
        const { domain, version } = readOpset(field.message())
        if (domain === '' || domain === 'ai.onnx') model.opset = version
        break
      }
      case 14: {
        const { key, value } = readEntry(field.message())
        model.metadata.set(key, value)
        break
      }
      case 25:
        throw new DataError(file, field.place, 'it defines functions of its own, which are not read: export it with its operators written out')
    }
  })
  model.producer = producer.join(' ').trim()
  if (graphs !== 1) throw new DataError(file, `byte ${bytes.length}`, `expected one graph, found ${graphs}: is this an ONNX file?`)
  return model
}

export function encodeOnnx({ irVersion, opset, producer, graph, metadata }: OnnxModel): Uint8Array {
  const message = new MessageWriter().whole(1, irVersion).text(2, producer).message(7, writeGraph(graph))
  message.message(8, new MessageWriter().text(1, '').whole(2, opset))
  for (const [key, value] of metadata) message.message(14, new MessageWriter().text(1, key).text(2, value))
  return message.finish()
}

function emptyGraph(): OnnxGraph {
  return { name: '', nodes: [], initializers: [], inputs: [], outputs: [] }
}

function readGraph(message: MessageBytes): OnnxGraph {
  const graph = emptyGraph()
  readMessage(message, (field) => {
    switch (field.number) {
      case 1:
        if (graph.nodes.length === mostNodes) throw new DataError(message.file, field.place, `expected at most ${mostNodes} nodes`)
        graph.nodes.push(readNode(field.message(), graph.nodes.length))
        break
      case 2:
        graph.name = field.text()
        break
      case 5:
        if (graph.initializers.length === mostNodes) throw new DataError(message.file, field.place, `expected at most ${mostNodes} initializers`)
        graph.initializers.push(readTensor(field.message()))
        break
      case 11:
        graph.inputs.push(readValue(field.message()))
        break
      case 12:
        graph.outputs.push(readValue(field.message()))
        break
      case 15:
        throw new DataError(message.file, field.place, 'it has sparse initializers, which are not read: export it with dense weights')
    }
  })
  return graph
}

function writeGraph({ name, nodes, initializers, inputs, outputs }: OnnxGraph): MessageWriter {
  const message = new MessageWriter()
  for (const node of nodes) message.message(1, writeNode(node))
  message.text(2, name)
  for (const tensor of initializers) message.message(5, writeTensor(tensor))
  for (const value of inputs) message.message(11, writeValue(value))
  for (const value of outputs) message.message(12, writeValue(value))
  return message
}

function readNode(message: MessageBytes, index: number): OnnxNode {
  const node: OnnxNode = { operator: '', name: '', inputs: [], outputs: [], attributes: new Map() }
  const push = (names: string[], name: string, place: string) => {
    if (names.length === mostNumbers) throw new DataError(message.file, place, `expected at most ${mostNumbers} names`)
    names.push(name)
  }
  let domain = ''
  readMessage(message, (field) => {
    switch (field.number) {
      case 1:
        push(node.inputs, field.text(), field.place)
        break
      case 2:
        push(node.outputs, field.text(), field.place)
        break
      case 3:
        node.name = field.text()
        break
      case 4:
        node.operator = field.text()
        break
      case 5: {
        const [name, attribute] = readAttribute(field.message())
        node.attributes.set(name, attribute)
        break
      }
      case 7:
        domain = field.text()
        break
    }
  })
  // Operators of other domains share names with ONNX's own.
  if (domain !== '' && domain !== 'ai.onnx') node.operator = `${domain}.${node.operator}`
  if (node.name === '') node.name = `number ${index + 1}`
  return node
}

function writeNode({ operator, name, inputs, outputs, attributes }: OnnxNode): MessageWriter {
  const message = new MessageWriter()
  for (const input of inputs) message.text(1, input)
  for (const output of outputs) message.text(2, output)
  message.text(3, name).text(4, operator)
  for (const [key, attribute] of attributes) message.message(5, writeAttribute(key, attribute))
  return message
}

function readAttribute(message: MessageBytes): [string, OnnxAttribute] {
  let name = ''
  let attribute: OnnxAttribute = { kind: 'other' }
  readMessage(message, (field) => {
    switch (field.number) {
      case 1:
        name = field.text()
        break
      case 2:
        attribute = { kind: 'float', value: field.float() }
        break
      case 3:
        attribute = { kind: 'whole', value: field.whole() }
        break
      case 4:
        attribute = { kind: 'text', value: field.text() }
        break
      case 5:
        attribute = { kind: 'tensor', value: readTensor(field.message()) }
        break
      case 8: {
        const before: number[] = attribute.kind === 'wholes' ? attribute.value : []
        const value = [...before, ...field.wholes(mostNumbers)]
        if (value.length > mostNumbers) throw new DataError(message.file, field.place, `expected at most ${mostNumbers} numbers`)
        attribute = { kind: 'wholes', value }
        break
      }
    }
  })
  return [name, attribute]
}

function writeAttribute(name: string, attribute: OnnxAttribute): MessageWriter {
  const message = new MessageWriter().text(1, name)
  switch (attribute.kind) {
    case 'float':
      return message.float(2, attribute.value).whole(20, attributeTypes.float)
    case 'whole':
      return message.whole(3, attribute.value).whole(20, attributeTypes.whole)
    case 'text':
      return message.text(4, attribute.value).whole(20, attributeTypes.text)
    case 'tensor':
      return message.message(5, writeTensor(attribute.value)).whole(20, attributeTypes.tensor)
    case 'wholes':
      for (const value of attribute.value) message.whole(8, value)
      return message.whole(20, attributeTypes.wholes)
    case 'other':
      throw new RangeError(`the attribute ${name} has no value that is written here`)
  }
}

/** Values as they stand in the file: a view of it, or of numbers that were packed field by field. */
function readTensor(message: MessageBytes): OnnxTensor {
  const tensor: OnnxTensor = { name: '', shape: [], type: 'type 0', data: new Uint8Array() }
  let elsewhere = false
  readMessage(message, (field) => {
    switch (field.number) {
      case 1:
        tensor.shape.push(...field.wholes(mostDimensions))
        if (tensor.shape.length > mostDimensions) throw new DataError(message.file, field.place, `expected at most ${mostDimensions} dimensions`)
        break
      case 2:
        tensor.type = typeOf(field.whole())
        break
      case 4:
      case 9:
      case 10:
        tensor.data = field.message().bytes
        break
      case 7:
        tensor.data = packWholes(field.wholes(mostNumbers))
        break
      case 8:
        tensor.name = field.text()
        break
      case 13:
        elsewhere = true
        break
      case 14:
        elsewhere ||= field.whole() !== 0
        break
    }
  })
  const { name, shape, type, data } = tensor
  if (elsewhere) throw new DataError(message.file, `tensor ${quote(name)}`, 'its values lie in another file, which is not read: save the model as one file')
  const items = shape.reduce((product, size) => product * size, 1)
  if (!shape.every((size) => size >= 0) || !Number.isSafeInteger(items))
    throw new DataError(message.file, `tensor ${quote(name)}`, `its shape ${shape.join(' x ')} cannot be`)
  if (isReadType(type) && data.length !== items * itemBytes[type])
    throw new DataError(
      message.file,
      `tensor ${quote(name)}`,
      `expected ${items * itemBytes[type]} bytes for the shape ${shape.join(' x ') || '()'} of ${type}, found ${data.length}`,
    )
  return tensor
}

function writeTensor({ name, shape, type, data }: OnnxTensor): MessageWriter {
  if (!isReadType(type)) throw new RangeError(`the tensor ${name} has the type ${type}, which is not written here`)
  const message = new MessageWriter()
  for (const size of shape) message.whole(1, size)
  return message.whole(2, typeNumbers[type]).text(8, name).bytes(9, data)
}

function packWholes(values: readonly number[]): Uint8Array {
  return new Uint8Array(BigInt64Array.from(values, BigInt).buffer)
}

function typeOf(number: number): TensorType {
  if (number === typeNumbers.float32) return 'float32'
  if (number === typeNumbers.float64) return 'float64'
  return number === typeNumbers.int64 ? 'int64' : `type ${number}`
}

function readValue(message: MessageBytes): OnnxValue {
  const value: OnnxValue = { name: '', type: 'type 0', shape: [] }
  readMessage(message, (field) => {
    if (field.number === 1) value.name = field.text()
    if (field.number !== 2) return
    readMessage(field.message(), (kind) => {
      if (kind.number !== 1) return
      readMessage(kind.message(), (part) => {
        if (part.number === 1) value.type = typeOf(part.whole())
        if (part.number === 2) value.shape = readShape(part.message())
      })
    })
  })
  return value
}

function readShape(message: MessageBytes): (number | string)[] {
  const shape: (number | string)[] = []
  readMessage(message, (field) => {
    if (field.number !== 1) return
    if (shape.length === mostDimensions) throw new DataError(message.file, field.place, `expected at most ${mostDimensions} dimensions`)
    let size: number | string = '?'
    readMessage(field.message(), (dimension) => {
      if (dimension.number === 1) size = dimension.whole()
      if (dimension.number === 2) size = dimension.text()
    })
    shape.push(size)
  })
  return shape
}

function writeValue({ name, type, shape }: OnnxValue): MessageWriter {
  if (!isReadType(type)) throw new RangeError(`the value ${name} has the type ${type}, which is not written here`)
  const dimensions = new MessageWriter()
  for (const size of shape) dimensions.message(1, typeof size === 'number' ? new MessageWriter().whole(1, size) : new MessageWriter().text(2, size))
  const tensor = new MessageWriter().whole(1, typeNumbers[type]).message(2, dimensions)
  return new MessageWriter().text(1, name).message(2, new MessageWriter().message(1, tensor))
}

function readOpset(message: MessageBytes): { domain: string; version: number } {
  const opset = { domain: '', version: 0 }
  readMessage(message, (field) => {
    if (field.number === 1) opset.domain = field.text()
    if (field.number === 2) opset.version = field.whole()
  })
  return opset
}

function readEntry(message: MessageBytes): { key: string; value: string } {
  const entry = { key: '', value: '' }
  readMessage(message, (field) => {
    if (field.number === 1) entry.key = field.text()
    if (field.number === 2) entry.value = field.text()
  })
  return entry
}
