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
  /** `words` stand beside the numbers, such as "full" for the batch size; `open` leaves the lower limit itself out. */
  | { type: 'number'; whole: boolean; min: number; max: number; open: boolean; words: readonly string[] }
  | { type: 'flag' }
  | { type: 'choice'; choices: readonly Choice[] }
  /** Holds further fields: those of one variant where `variants` is not null; null, where it may be, turns an optional one off. */
  | { type: 'group'; optional: boolean; variants: Variants | null }
  /** Numbers in a row, or one of the words, or null for none. */
  | { type: 'list'; words: readonly string[]; optional: boolean }
  /** Takes one value only: the part is not available yet, or does not go with what is chosen. */
  | { type: 'fixed' }
  /** Anything that has an editor of its own. */
  | { type: 'other' }

export interface Choice {
  word: string
  /** What it is called in the field; empty where the schema does not say. */
  title: string
  /** Where it comes from; empty where the schema does not say. */
  source: string
}

export interface Variants {
  /** The key that tells them apart. */
  key: string
  choices: readonly Choice[]
}

/**
 * Describes one field. Inside variants, such as the optimizer, the configuration decides which variant's fields exist.
 * @returns null where the field does not exist in this configuration
 */
export function describeField(path: string, config: unknown): FieldDescription | null {
  const node = locate(path, config)
  return node && describe(path, node)
}

/** The fields directly below a group that can be set, in the schema's order; a choice of one word is left out. */
export function listFields(path: string, config: unknown): FieldDescription[] {
  const node = locate(path, config)
  const object = node && objectOf(node)
  if (!object) return []
  const fields = Object.keys(object.shape).map((key) => describeField(path === '' ? key : `${path}.${key}`, config))
  return fields.filter((field) => field !== null).filter(({ kind }) => kind.type !== 'fixed' && !(kind.type === 'choice' && kind.choices.length < 2))
}

/** Like `listFields`, with the fields of groups in their place; an optional group comes itself, and its fields where it is on. */
export function listAllFields(path: string, config: unknown): FieldDescription[] {
  return listFields(path, config).flatMap((field) => openGroup(field, config))
}

/** The field itself or, for a group, its fields; an optional group comes itself, and its fields where it is on. */
export function openGroup(field: FieldDescription, config: unknown): FieldDescription[] {
  if (field.kind.type !== 'group') return [field]
  if (!field.kind.optional) return listAllFields(field.path, config)
  return (locate(field.path, config)?.value ?? null) === null ? [field] : [field, ...listAllFields(field.path, config)]
}

/**
 * The value as the schema reads it at the path, with defaults filled in: `"adam"` becomes Adam with all its fields, `{}` an optional group
 * that is on.
 * @returns the value as it was where the schema refuses it
 */
export function completeField(path: string, config: unknown, value: unknown): unknown {
  const node = locate(path, config)
  if (!node) return value
  const parsed = z.safeParse(node.schema, value)
  return parsed.success ? parsed.data : value
}

interface Node {
  schema: z.core.$ZodType
  value: unknown
  /** Set for the key that tells variants apart. */
  variants?: { choices: readonly Choice[]; meta: Partial<FieldMeta> }
}

function locate(path: string, config: unknown): Node | null {
  let node: Node = { schema: experimentSchema, value: config }
  for (const key of path === '' ? [] : path.split('.')) {
    const inner = step(node, key)
    if (!inner) return null
    node = inner
  }
  return node
}

function step(node: Node, key: string): Node | null {
  const schema = unwrap(node.schema)
  const value = typeof node.value === 'object' && node.value !== null && Object.hasOwn(node.value, key) ? Reflect.get(node.value, key) : undefined
  if (schema instanceof z.ZodArray) return /^\d+$/.test(key) ? { schema: schema.element, value } : null
  const object = objectOf(node)
  const inner = object?.shape[key]
  if (!inner) return null
  if (schema instanceof z.ZodDiscriminatedUnion && schema.def.discriminator === key)
    return { schema: inner, value, variants: { choices: choicesOf(schema), meta: metaOf(node.schema) } }
  return { schema: inner, value }
}

/** The fields of an object, which may be left out as a whole, or of the variant that the value names. */
function objectOf(node: Node): z.ZodObject | null {
  const schema = unwrap(node.schema instanceof z.ZodOptional ? node.schema.def.innerType : node.schema)
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
  const { label = '', unit = '', help = '' } = node.variants?.meta ?? metaOf(node.schema)
  return { path, label, unit, help, kind: kindOf(node) }
}

function kindOf(node: Node): FieldKind {
  if (node.variants) return { type: 'choice', choices: node.variants.choices }
  const schema = unwrap(node.schema)
  if (schema instanceof z.ZodNumber) return numberKind(schema, [])
  if (schema instanceof z.ZodBoolean) return { type: 'flag' }
  if (schema instanceof z.ZodEnum) return { type: 'choice', choices: schema.options.map((word) => ({ word: String(word), title: '', source: '' })) }
  if (schema instanceof z.ZodLiteral || schema instanceof z.ZodNull) return { type: 'fixed' }
  if (schema instanceof z.ZodObject) return { type: 'group', optional: isNullable(node.schema), variants: null }
  if (schema instanceof z.ZodDiscriminatedUnion)
    return { type: 'group', optional: isNullable(node.schema), variants: { key: schema.def.discriminator, choices: choicesOf(schema) } }
  return schema instanceof z.ZodUnion ? unionKind(schema.options) : { type: 'other' }
}

/** A number or a list of numbers beside words. */
function unionKind(options: readonly z.core.$ZodType[]): FieldKind {
  const words = options.flatMap((option) => (option instanceof z.ZodLiteral ? [...option.values].map(String) : []))
  const number = options.find((option) => option instanceof z.ZodNumber)
  if (number) return numberKind(number, words)
  const isList = options.some((option) => option instanceof z.ZodArray && option.element instanceof z.ZodNumber)
  return isList ? { type: 'list', words, optional: options.some((option) => option instanceof z.ZodNull) } : { type: 'other' }
}

function numberKind(schema: z.ZodNumber, words: readonly string[]): FieldKind {
  const min = schema.minValue ?? -Infinity
  const open = schema.def.checks?.some(({ _zod: { def } }) => def.check === 'greater_than' && isAbove(def, min)) ?? false
  return { type: 'number', whole: schema.format === 'safeint', min, max: schema.maxValue ?? Infinity, open, words }
}

/** Whether a check for greater numbers leaves the limit itself out. */
function isAbove(check: { check: string; value?: unknown; inclusive?: unknown }, limit: number): boolean {
  return check.value === limit && check.inclusive === false
}

/** Schemas never change: a form asks for the same choices with every key that is pressed. */
const knownChoices = new WeakMap<z.ZodDiscriminatedUnion, readonly Choice[]>()

function choicesOf(union: z.ZodDiscriminatedUnion): readonly Choice[] {
  const known = knownChoices.get(union)
  if (known) return known
  const choices = union.options.flatMap((option) => {
    const { title = '', source = '' } = textsOf(option)
    return [...(option._zod.propValues?.[union.def.discriminator] ?? [])].map((word) => ({ word: String(word), title, source }))
  })
  knownChoices.set(union, choices)
  return choices
}

/** The schema below defaults, preprocessing and the choice of null. */
function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault || schema instanceof z.ZodNullable) return unwrap(schema.def.innerType)
  if (schema instanceof z.ZodPipe) return unwrap(schema.def.out)
  return schema
}

function isNullable(schema: z.core.$ZodType): boolean {
  return (
    schema instanceof z.ZodNullable ||
    ((schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) && isNullable(schema.def.innerType)) ||
    (schema instanceof z.ZodPipe && isNullable(schema.def.out))
  )
}

/** Label, unit and help of a schema, or of the schema that it wraps. */
function metaOf(schema: z.core.$ZodType): Partial<FieldMeta> {
  const own = textsOf(schema)
  if (Object.keys(own).length > 0) return own
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault || schema instanceof z.ZodNullable) return metaOf(schema.def.innerType)
  return schema instanceof z.ZodPipe ? metaOf(schema.def.out) : {}
}

const knownTexts = new WeakMap<z.core.$ZodType, Readonly<Record<string, string>>>()

function textsOf(schema: z.core.$ZodType): Readonly<Record<string, string>> {
  const known = knownTexts.get(schema)
  if (known) return known
  const texts = Object.fromEntries(
    Object.entries(z.globalRegistry.get(schema) ?? {}).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
  knownTexts.set(schema, texts)
  return texts
}
