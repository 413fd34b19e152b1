/** Drawings as stroke JSON, down to the image that the network sees. */
import { parseDrawings } from '../../../src/engine/digits/parse-drawings'
import { prepareDrawing } from '../../../src/engine/digits/prepare'
import { check, outcomeOf, type Parser } from '../parser'

export const strokes: Parser = {
  name: 'strokes',
  read: (bytes) =>
    outcomeOf(() => {
      for (const drawing of parseDrawings(new TextDecoder().decode(bytes), 'f')) {
        const image = prepareDrawing(drawing.strokes)
        check(image === null ? drawing.strokes.flat().length === 0 : image.length === 784, 'its image has not 784 pixels')
      }
    }),
}
