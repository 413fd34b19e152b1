/** The thread beside the window: a question is computed here, so that the window stays quick. */
import { DataError } from '../../../engine/index'
import { fastKernels } from '../../kernels'
import { answerQuestion } from './answerQuestion'
import type { FromThread, RunData, ToThread } from './questions'

let data: RunData | null = null

function post(message: FromThread): void {
  self.postMessage(message)
}

self.addEventListener('message', ({ data: message }: MessageEvent<ToThread>) => {
  switch (message.type) {
    case 'data':
      data = message.data
      break
    case 'ask':
      ask(message)
      break
  }
})

function ask({ id, question }: Extract<ToThread, { type: 'ask' }>): void {
  try {
    if (data === null) throw new Error('A question came before its data')
    const answer = answerQuestion(question, { data, fast: fastKernels, progress: (done, total) => post({ type: 'progress', id, done, total }) })
    post({ type: 'answer', id, answer })
  } catch (error) {
    post({ type: 'failed', id, code: error instanceof DataError ? 'data' : 'internal', message: error instanceof Error ? error.message : String(error) })
  }
}
