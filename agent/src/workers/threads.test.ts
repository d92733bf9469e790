// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, test } from 'vitest'
import { startNode, write } from '../testing/program.ts'

test('an answer that arrives while a thread ends does not end the program', async () => {
  write(
    'worker.mjs',
    `import { parentPort } from 'node:worker_threads'
     parentPort.on('message', ({ id, answered }) => {
       parentPort.postMessage({ id, answer: null })
       Atomics.store(answered, 0, 1)
       Atomics.notify(answered, 0)
     })`,
  )
  const program = write(
    'program.mjs',
    `import { Thread } from '${import.meta.resolve('./threads.ts')}'
     const thread = new Thread(new URL('worker.mjs', import.meta.url))
     const answered = new Int32Array(new SharedArrayBuffer(4))
     thread.postMessage({ id: 1, order: null, answered })
     Atomics.wait(answered, 0, 0)
     await thread.terminate()
     console.log('ended')`,
  )
  expect(await startNode(['--import', import.meta.resolve('tsx'), program]).outcome).toEqual({
    status: 0,
    out: 'ended\n',
    err: '',
  })
})
