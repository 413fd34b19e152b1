/** The drawings that the digit preparation is measured on. */
import { readFileSync } from 'node:fs'
import { parseDrawings } from '../../../../src/engine/digits/parse-drawings'

const file = 'test/pen/digits-writers-1-2.json'

/** 198 digits of two writers. */
export const drawings = parseDrawings(readFileSync(file, 'utf8'), file)
