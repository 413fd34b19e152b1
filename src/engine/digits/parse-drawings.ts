/** Drawings as JSON: {"digits": [{"strokes": [[[x, y], ...], ...], "writer": 1, "digit": 7, "repetition": 0}, ...]}. */
import { readJson } from '../config/json'
import { DataError } from '../data/data-error'
import { describeValue } from '../data/describe'
import { isCoordinate, type Point, type Stroke } from './strokes'

/** A drawn digit. */
export interface Drawing {
  /** Number of whoever drew it; null where it is not known. */
  writer: number | null
  /** What it shows, 0 to 9; null where it is not known. */
  digit: number | null
  /** Which of the writer's drawings of this digit; null where it is not known. */
  repetition: number | null
  strokes: Stroke[]
}

/**
 * Reads drawings from a file's text. `writer`, `digit` and `repetition` may be null or left out; fields of other names are passed over.
 * @throws DataError that names the drawing, counted from 0, and the field, what was expected and what was found
 */
export function parseDrawings(text: string, file: string): Drawing[] {
  const json = readJson(text)
  if (!json.ok) throw new DataError(file, 'text', json.problems[0]?.message ?? 'it is no JSON')
  const content = json.value
  const digits = field(content, 'digits')
  if (!Array.isArray(digits)) throw new DataError(file, 'digits', `expected {"digits": [...]} with a list of drawings, found ${describeValue(content)}`)
  return digits.map((entry: unknown, i) => readDrawing(entry, (name, problem) => new DataError(file, `drawing ${i}, ${name}`, problem)))
}

type Problem = (field: string, problem: string) => DataError

function readDrawing(entry: unknown, problem: Problem): Drawing {
  const strokes = field(entry, 'strokes')
  if (!Array.isArray(strokes)) throw problem('strokes', `expected a list of strokes, found ${describeValue(strokes)}`)
  return {
    writer: readWhole(entry, 'writer', Number.MAX_SAFE_INTEGER, problem),
    digit: readWhole(entry, 'digit', 9, problem),
    repetition: readWhole(entry, 'repetition', Number.MAX_SAFE_INTEGER, problem),
    strokes: strokes.map((stroke: unknown, s) => readStroke(stroke, `strokes[${s}]`, problem)),
  }
}

function readStroke(stroke: unknown, place: string, problem: Problem): Stroke {
  if (!Array.isArray(stroke)) throw problem(place, `expected a list of points, found ${describeValue(stroke)}`)
  return stroke.map((point: unknown, p): Point => {
    if (!Array.isArray(point) || point.length !== 2) throw problem(`${place}[${p}]`, `expected a point [x, y], found ${describeValue(point)}`)
    const [x, y]: unknown[] = point
    if (!isCoordinate(x) || !isCoordinate(y)) throw problem(`${place}[${p}]`, `expected two numbers of a pad's size, found ${describeValue(point)}`)
    return [x, y]
  })
}

/** A whole number from 0 to `max`, or null. */
function readWhole(entry: unknown, name: string, max: number, problem: Problem): number | null {
  const value = field(entry, name) ?? null
  if (value === null) return null
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > max) {
    const range = max === Number.MAX_SAFE_INTEGER ? 'from 0 on' : `from 0 to ${max}`
    throw problem(name, `expected a whole number ${range}, or null, found ${describeValue(value)}`)
  }
  return value
}

/** A member of a JSON object; undefined where it is no object or has no such member of its own. */
function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined
}
