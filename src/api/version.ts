/** The version of the program, stored with every run: only the same version promises the same bits. */
import { version } from '../../package.json'

export const labVersion: string = version
