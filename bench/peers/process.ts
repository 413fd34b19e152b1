/** One process of another library, which answers one line for each line that it is sent (see serving.py). */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import * as z from 'zod'
import type { PeerJob } from './jobs'

const answerSchema = z.union([z.object({ error: z.string() }), z.object({ seconds: z.number(), setting: z.string().optional() })])

export class PeerProcess {
  readonly #child: ChildProcess
  readonly #answers: AsyncIterator<string>

  constructor(
    private readonly name: string,
    command: string,
    args: readonly string[],
    private readonly environment: Record<string, string>,
  ) {
    const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1', ...environment } })
    this.#child = child
    this.#answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  }

  /** Gets ready for the job and answers about how long it takes. */
  async prepare(id: string, job: PeerJob): Promise<{ seconds: number; setting: string }> {
    const { seconds, setting = '' } = await this.#ask({ do: 'prepare', id, job })
    return { seconds, setting }
  }

  /** Seconds of one run of a job that is ready. */
  async run(id: string): Promise<number> {
    return (await this.#ask({ do: 'run', id })).seconds
  }

  /** The setting, with the environment that it was chosen in. */
  describe(setting: string): string {
    return [setting, ...Object.entries(this.environment).map(([variable, value]) => `${variable}=${value}`)].join(', ')
  }

  async close(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    const gone = once(this.#child, 'exit')
    this.#child.stdin?.end()
    await gone
  }

  async #ask(request: object): Promise<{ seconds: number; setting?: string | undefined }> {
    this.#child.stdin?.write(`${JSON.stringify(request)}\n`)
    const { value, done } = await this.#answers.next()
    if (done === true) throw new Error(`${this.name} ended without an answer`)
    const answer = answerSchema.parse(JSON.parse(value))
    if ('error' in answer) throw new Error(`${this.name}: ${answer.error}`)
    return answer
  }
}
