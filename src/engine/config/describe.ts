/** What the schema knows of a field, for whoever shows it: label, unit, help, limits and choices, looked up by dotted path. */
import * as z from 'zod'
import { experimentSchema } from './experiment'
import type { FieldMeta } from './fields'

export interface FieldDescription {
  path: string
  /** Empty where the schema gives none. */
  label: string
  unit: string
  help: string
  kind: FieldKind
}

export type FieldKind =
  /** `words` stand beside the numbers, such as "full" for the batch size. */
  | { type: 'number'; whole: boolean; min: number; max: number; words: readonly string[] }
  | { type: 'flag' }
  | { type: 'choice'; choices: readonly string[] }
  /** Holds further fields. */
  | { type: 'group' }
  /** Takes one value only: the part is not available yet. */
  | { type: 'fixed' }
  /** A list or anything that has an editor of its own. */
  | { type: 'other' }

/**
 * Describes one field. Inside variants, such as the optimizer, the configuration decides which variant's fields exist.
 * @returns null where the field does not exist in this configuration
 */
export function describeField(path: string, config: unknown): FieldDescription | null {
  let node: Node = { schema: experimentSchema, value: config }
  for (const key of path.split('.')) {
    const inner = step(node, key)
    if (!inner) return null
    node = inner
  }
  return describe(path, node)
}

/** The fields directly below a group that can be set, in the schema's order; a choice of one word is left out. */
export function listFields(path: string, config: unknown): FieldDescription[] {
  let node: Node = { schema: experimentSchema, value: config }
  for (const key of path === '' ? [] : path.split('.')) {
    const inner = step(node, key)
    if (!inner) return []
    node = inner
  }
  const object = objectOf(node)
  if (!object) return []
  const fields = Object.keys(object.shape).map((key) => describeField(path === '' ? key : `${path}.${key}`, config))
  return fields.filter((field) => field !== null).filter(({ kind }) => kind.type !== 'fixed' && !(kind.type === 'choice' && kind.choices.length < 2))
}

interface Node {
  schema: z.core.$ZodType
  value: unknown
  /** Set for the key that tells variants apart. */
  variants?: readonly string[]
}

function step(node: Node, key: string): Node | null {
  const schema = unwrap(node.schema)
  const value = typeof node.value === 'object' && node.value !== null && Object.hasOwn(node.value, key) ? Reflect.get(node.value, key) : undefined
  if (schema instanceof z.ZodArray) return /^\d+$/.test(key) ? { schema: schema.element, value } : null
  const object = objectOf(node)
  const inner = object?.shape[key]
  if (!inner) return null
  if (schema instanceof z.ZodDiscriminatedUnion && schema.def.discriminator === key) return { schema: inner, value, variants: wordsOf(schema) }
  return { schema: inner, value }
}

/** The fields of an object, or of the variant that the value names. */
function objectOf(node: Node): z.ZodObject | null {
  const schema = unwrap(node.schema)
  if (schema instanceof z.ZodObject) return schema
  if (!(schema instanceof z.ZodDiscriminatedUnion)) return null
  const key = schema.def.discriminator
  const word = typeof node.value === 'object' && node.value !== null ? Reflect.get(node.value, key) : node.value
  for (const option of schema.options) {
    if (option instanceof z.ZodObject && typeof word === 'string' && option._zod.propValues[key]?.has(word)) return option
  }
  return null
}

function describe(path: string, node: Node): FieldDescription {
  const { label = '', unit = '', help = '' } = metaOf(node.schema)
  return { path, label, unit, help, kind: kindOf(node) }
}

function kindOf(node: Node): FieldKind {
  if (node.variants) return { type: 'choice', choices: node.variants }
  const schema = unwrap(node.schema)
  if (schema instanceof z.ZodNumber) return numberKind(schema, [])
  if (schema instanceof z.ZodBoolean) return { type: 'flag' }
  if (schema instanceof z.ZodEnum) return { type: 'choice', choices: schema.options.map(String) }
  if (schema instanceof z.ZodLiteral || schema instanceof z.ZodNull) return { type: 'fixed' }
  if (schema instanceof z.ZodObject || schema instanceof z.ZodDiscriminatedUnion) return { type: 'group' }
  if (schema instanceof z.ZodUnion) {
    const number = schema.options.find((option) => option instanceof z.ZodNumber)
    const words = schema.options.flatMap((option) => (option instanceof z.ZodLiteral ? [...option.values].map(String) : []))
    if (number) return numberKind(number, words)
  }
  return { type: 'other' }
}

function numberKind(schema: z.ZodNumber, words: readonly string[]): FieldKind {
  return { type: 'number', whole: schema.format === 'safeint', min: schema.minValue ?? -Infinity, max: schema.maxValue ?? Infinity, words }
}

function wordsOf(union: z.ZodDiscriminatedUnion): string[] {
  return union.options.flatMap((option) => [...(option._zod.propValues?.[union.def.discriminator] ?? [])].map(String))
}

/** The schema below defaults and preprocessing. */
function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) return unwrap(schema.def.innerType)
  if (schema instanceof z.ZodPipe) return unwrap(schema.def.out)
  return schema
}

function metaOf(schema: z.core.$ZodType): Partial<FieldMeta> {
  const own = z.globalRegistry.get(schema)
  if (own) return Object.fromEntries(Object.entries(own).filter(([, text]) => typeof text === 'string'))
  return schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault ? metaOf(schema.def.innerType) : {}
}
