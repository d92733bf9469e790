// SPDX-License-Identifier: AGPL-3.0-or-later
// Script of a pool's worker threads.
import { parentPort } from 'node:worker_threads'
import { pagePerformers, serve, Workshop } from '@rmirror/shared/workshop/worker'
import { BelowInk, pdfPerformers } from '@rmirror/shared/workshop/worker-with-mupdf'
import { loadNodeCore, readNodeFont } from './core.ts'

const port = parentPort
if (!port) throw new Error('This is a thread of the program, not a program')

serve(
  {
    listen: (hear) => port.on('message', hear),
    post: (message, transfer) => port.postMessage(message, transfer as ArrayBuffer[]),
  },
  async () => new Workshop({ core: await loadNodeCore(), readFont: readNodeFont, openSource: BelowInk.open }),
  { ...pagePerformers, ...pdfPerformers() },
)
