/** The schema of the golden vectors, as vectors/README.md writes it down, and the reading of a folder of them. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'

const tolerance = z.object({ abs: z.number(), rel: z.number() })
export type Tolerance = z.output<typeof tolerance>

const fields = z.record(z.string(), z.unknown())

const goldenCase = z.object({
  id: z.string(),
  kind: z.string(),
  params: fields.default({}),
  inputs: fields.default({}),
  expected: fields,
  tol: tolerance.optional(),
})

const goldenFile = z.object({ schema: z.literal('golden/1'), tol: tolerance, cases: z.array(goldenCase) })

/** A case with the tolerance that holds for it. */
export type GoldenCase = z.output<typeof goldenCase> & { tol: Tolerance }

/** Flat and row-major. */
export const tensor = z
  .object({ shape: z.array(z.number().int().min(0)), data: z.array(z.number()) })
  .refine(({ shape, data }) => shape.reduce((product, size) => product * size, 1) === data.length, { error: 'the data does not fill the shape' })
export type Tensor = z.output<typeof tensor>

/** All cases of a folder's JSON files. */
export function readGoldenCases(folder: string): GoldenCase[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'))
  return files.flatMap((name) => {
    const file = goldenFile.parse(JSON.parse(readFileSync(join(folder, name), 'utf8')))
    return file.cases.map((one) => ({ ...one, tol: one.tol ?? file.tol }))
  })
}
