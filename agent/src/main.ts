// SPDX-License-Identifier: AGPL-3.0-or-later
// The program as a process: arguments, closed output streams, signals and exit status.
import { program } from './program.ts'

// A reader that stops reading our output ("| head") isn't a failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})

// The reader of our log may have ended too; the work continues without it.
process.stderr.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

const interruption = new AbortController()
// A second signal has no handler and ends the program immediately.
for (const name of ['SIGINT', 'SIGTERM']) process.once(name, () => interruption.abort(new Error('interrupted')))

process.exitCode = await program(process.argv.slice(2), interruption.signal)
