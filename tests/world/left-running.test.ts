// SPDX-License-Identifier: AGPL-3.0-or-later
// What the set-up of all tests in Node says of a file that leaves something running: small files, in a run of their own.
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { hangLimits } from './patience.ts'

const root = join(import.meta.dirname, '../..')

const leftRunning = 'These tests left something running:'

/** By file, what its only test does, and what the run says of it. */
const files: Record<string, { code: string; says: string }> = {
  ends: { code: 'clearInterval(setInterval(() => {}, 1000))', says: '✓ ends.test.ts (1 test)' },
  program: { code: "spawn('cat', { stdio: ['pipe', 'ignore', 'ignore'] })", says: `${leftRunning} a pipe, a program.` },
  server: { code: "await once(createServer().listen(0), 'listening')", says: `${leftRunning} a server.` },
  timer: { code: 'setInterval(() => {}, 1000)', says: `${leftRunning} a timer.` },
  watch: { code: 'watch(import.meta.dirname)', says: `${leftRunning} a watched folder.` },
}

const contentOf = (code: string) => `
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { watch } from 'node:fs'
import { createServer } from 'node:net'
import { it } from 'vitest'
it('runs', async () => { ${code} })`

/** All that a run in a folder inside this checkout prints; modules are found from there. */
async function run(folder: string): Promise<string> {
  const test = {
    setupFiles: join(import.meta.dirname, 'left-running.setup.ts'),
    maxWorkers: 5,
    hookTimeout: hangLimits.test,
  }
  writeFileSync(join(folder, 'vitest.config.js'), `export default ${JSON.stringify({ test })}`)
  for (const [name, { code }] of Object.entries(files)) writeFileSync(join(folder, `${name}.test.ts`), contentOf(code))
  const env = { ...process.env, VITEST: undefined, FORCE_COLOR: undefined, NO_COLOR: '1' }
  return new Promise((resolve) => {
    const vitest = join(root, 'node_modules/.bin/vitest')
    execFile(vitest, ['run'], { cwd: folder, env }, (_error, stdout, stderr) => resolve(`${stdout}\n${stderr}`))
  })
}

it('names what each of these files left, and fails no other', async () => {
  mkdirSync(join(root, 'build'), { recursive: true })
  const folder = mkdtempSync(join(root, 'build/left-running-'))
  try {
    const printed = await run(folder)
    for (const { says } of Object.values(files)) expect(printed).toContain(says)
    expect(printed).toContain('4 failed | 1 passed (5)')
  } finally {
    rmSync(folder, { recursive: true })
  }
})
