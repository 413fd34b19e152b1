/** Every configuration of a part, as far as there are choices, and numbers drawn for the rest: what a test of a whole registry goes over. */
import * as fc from 'fast-check'
import * as z from 'zod'

/** What a field takes, one arbitrary for each choice. */
type Choices = readonly fc.Arbitrary<unknown>[]

/**
 * One arbitrary for each combination of choices; a number is once its default and once drawn within its limits, near enough to 1 that
 * curvature keeps central differences exact.
 * @param length of lists of numbers, such as weights of classes
 */
export function configurationsOf(schema: z.ZodObject, length: number): fc.Arbitrary<Record<string, unknown>>[] {
  const fields = Object.entries(schema.shape).map(([key, field]) => ({ key, choices: choicesOf(field, length) }))
  const combinations = fields.reduce<Record<string, fc.Arbitrary<unknown>>[]>(
    (begun, { key, choices }) => begun.flatMap((record) => choices.map((choice) => ({ ...record, [key]: choice }))),
    [{}],
  )
  return combinations.map((record) => fc.record(record))
}

function choicesOf(field: z.core.$ZodType, length: number): Choices {
  if (field instanceof z.ZodDefault) return [fc.constant(field.def.defaultValue), ...choicesOf(field.def.innerType, length)].slice(isNumber(field) ? 0 : 1)
  if (field instanceof z.ZodLiteral) return [...field.values].map((word) => fc.constant(word))
  if (field instanceof z.ZodEnum) return field.options.map((word) => fc.constant(word))
  if (field instanceof z.ZodBoolean) return [fc.constant(false), fc.constant(true)]
  if (field instanceof z.ZodNumber) return [numberBetween(Math.max(field.minValue ?? 0, 0.25), Math.min(field.maxValue ?? 2, 2))]
  if (field instanceof z.ZodArray) return [fc.array(numberBetween(0.3, 3), { minLength: length, maxLength: length })]
  if (field instanceof z.ZodNull) return [fc.constant(null)]
  // Words of a union name another of its choices, such as weights computed from the data.
  if (field instanceof z.ZodUnion) return field.options.filter((option) => !(option instanceof z.ZodLiteral)).flatMap((option) => choicesOf(option, length))
  throw new Error(`the test does not know how to draw a ${field._zod.def.type}`)
}

function isNumber(field: z.ZodDefault): boolean {
  return field.def.innerType instanceof z.ZodNumber
}

function numberBetween(min: number, max: number): fc.Arbitrary<number> {
  return fc.double({ min, max, noNaN: true })
}
