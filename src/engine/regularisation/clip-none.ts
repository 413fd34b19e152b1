/** Gradients as they are. */
import * as z from 'zod'
import { defineClipping } from './clipping'

export const clipNone = defineClipping({
  title: 'None',
  formula: String.raw`g \leftarrow g`,
  source: 'The plain case',
  schema: z.strictObject({ kind: z.literal('none') }),
  build: () => () => undefined,
})
