/** The order of test files: those that take minutes begin first, or one of them would run on alone when all others are done. */
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** By the end of their paths. */
const long = ['test/reliability/campaigns.test.ts', 'test/e2e/every-room.test.ts']

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) => long.some((path) => moduleId.endsWith(path))
    const sorted = await super.sort(files)
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))]
  }
}
