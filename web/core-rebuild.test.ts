// SPDX-License-Identifier: AGPL-3.0-or-later
// @vitest-environment node
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer, type ViteDevServer } from 'vite'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { coreRebuild } from './core-rebuild.ts'

const build = vi.fn(async () => {})
let folder: string
let server: ViteDevServer
let sent: string[]

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rmirror-core-'))
  writeFileSync(join(folder, 'page.cpp'), 'int page;')
  build.mockReset()
  const plugins = [coreRebuild({ sources: [folder], build })]
  server = await createServer({ configFile: false, root: import.meta.dirname, logLevel: 'silent', plugins })
  await new Promise<void>((resolve) => server.watcher.once('ready', resolve))
  build.mockClear()
  sent = []
  vi.spyOn(server.ws, 'send').mockImplementation((message: unknown) => {
    const { type, err } = message as { type: string; err?: { message: string } }
    sent.push(err ? `${type}: ${err.message}` : type)
  })
})

afterEach(async () => {
  await server.close()
  rmSync(folder, { recursive: true })
})

const file = () => join(folder, 'page.cpp')
const change = () => server.watcher.emit('all', 'change', file())

it('builds the core again when a file of it is written, and loads the page anew', async () => {
  let text = 0
  // The watcher doesn't tell when it has begun to watch, so write until it notices.
  const write = () => writeFileSync(file(), `int page = ${++text};`)
  await expect.poll(() => write() ?? sent, { interval: 200 }).toContain('full-reload')
  expect(build).toHaveBeenCalled()
})

it('leaves the core alone when something else changes', () => {
  server.watcher.emit('all', 'change', `${folder}-elsewhere/page.cpp`)
  expect(build).not.toHaveBeenCalled()
})

it('shows what the compiler says, and loads the page once that is mended', async () => {
  build.mockRejectedValueOnce(Object.assign(new Error('exit 1'), { stdout: 'page.cpp:1: error', stderr: '' }))
  change()
  await expect.poll(() => sent).toEqual(['error: page.cpp:1: error'])
  change()
  await expect.poll(() => sent).toEqual(['error: page.cpp:1: error', 'full-reload'])
})

it('builds once more for all that changed during a build', async () => {
  let finish = () => {}
  build.mockImplementationOnce(() => new Promise((resolve) => (finish = resolve)))
  for (let changes = 0; changes < 3; changes++) change()
  expect(build).toHaveBeenCalledTimes(1)
  finish()
  await expect.poll(() => sent).toEqual(['full-reload', 'full-reload'])
  expect(build).toHaveBeenCalledTimes(2)
})
