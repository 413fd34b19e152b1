/** Files that the window made, saved together in a folder that the user chooses: where a shell can ask for one. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { LabError } from '../../../api/failure'
import { systemCode } from '../../../api/system-code'
import type { Operations, OperationContext } from './operations'

export function fileOperations({ options }: Pick<OperationContext, 'options'>): Pick<Operations, 'files.save'> {
  return {
    async 'files.save'({ name, files }) {
      if (!options.chooseFolder) throw new LabError('conflict', 'No folder can be asked for here: save the files as a ZIP')
      const chosen = await options.chooseFolder()
      if (chosen === null) return { folder: null }
      const folder = makeFolder(chosen, name)
      try {
        for (const file of files) writeFileSync(join(folder, file.name), file.bytes, { flag: 'wx' })
      } catch (error) {
        // All or none: the folder is new, and holds nothing else.
        rmSync(folder, { recursive: true, force: true })
        throw new LabError('data', `The files cannot be written to ${folder} (${systemCode(error)}): choose another folder`)
      }
      return { folder }
    },
  }
}

/** Folders of one name, at most, in the chosen one. */
const mostNumbered = 1000

/** A folder that was not there: `name` or, where that is taken, `name-2` and so on. What is there stays as it is. */
function makeFolder(chosen: string, name: string): string {
  for (let number = 1; number <= mostNumbered; number++) {
    const folder = join(chosen, number === 1 ? name : `${name}-${number}`)
    try {
      mkdirSync(folder)
      return folder
    } catch (error) {
      if (systemCode(error) === 'EEXIST') continue
      throw new LabError('data', `The folder ${folder} cannot be made (${systemCode(error)}): choose another one`)
    }
  }
  throw new LabError('data', `${chosen} holds ${mostNumbered} folders named ${name} already: choose another one`)
}
