// SPDX-License-Identifier: AGPL-3.0-or-later
// The program as a process: its arguments, its streams' end, Ctrl-C and its exit status.
import { program } from './program.ts'

// Whoever reads our output may stop reading ("| head"): that is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})

// Whoever read our log may be gone, too; what was begun goes on without it.
process.stderr.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

const interruption = new AbortController()
// The second signal meets no handler and ends the program at once.
for (const name of ['SIGINT', 'SIGTERM']) process.once(name, () => interruption.abort(new Error('interrupted')))

process.exitCode = await program(process.argv.slice(2), interruption.signal)
