/** The digit model that comes with the program, made by `npm run model`. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { LabError } from '../../api/failure'
import { systemCode } from '../../api/system-code'
import { locateProgram } from '../program'

/**
 * The model's file.
 * @throws LabError `data` that names the file where it cannot be read
 */
export function readPretrained(root: string = locateProgram().root): Uint8Array<ArrayBuffer> {
  const path = join(root, 'resources', 'digits.safetensors')
  try {
    return new Uint8Array(readFileSync(path))
  } catch (error) {
    const reason = systemCode(error)
    throw new LabError('data', `The pretrained model ${path} cannot be read (${reason}): install the program anew, or make the model with npm run model`)
  }
}
