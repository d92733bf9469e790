// SPDX-License-Identifier: AGPL-3.0-or-later
import { defaultRetryPolicy } from '@rmirror/shared/api'
import { connect } from '../../account/connection.ts'
import { CommandError, UsageError } from '../../errors.ts'
import { AccountNotes } from '../../mcp/account-notes.ts'
import { noteTool, todoTool } from '../../mcp/change-tools.ts'
import { exportTool } from '../../mcp/export-tool.ts'
import { FileNotes } from '../../mcp/file-notes.ts'
import { libraryTools } from '../../mcp/library-tools.ts'
import type { NotesSource } from '../../mcp/notes-source.ts'
import { pageTools } from '../../mcp/page-tools.ts'
import { rootCalled } from '../../mcp/scope.ts'
import type { Served } from '../../mcp/server.ts'
import type { Call, Command, ExitStatus } from '../../options/command.ts'
import { environment, options } from '../../options/options.ts'
import { serverOptions } from '../../options/server-options.ts'
import { RenewedCore } from '../../workers/core.ts'
import { openPool } from '../../workers/threads.ts'
import { countPages } from '../../workers/unopened.ts'

export const mcp: Command = {
  name: 'mcp',
  takes: '',
  summary: 'let an AI assistant read your notes, by the Model Context Protocol',
  details: `Assistants such as Claude Desktop start it themselves and talk with it over standard input and output. They can
browse, search and read; what they read is sent to the service that they use.`,
  options: {
    from: 'files of the tablet instead of your account: a notebook, or a folder or an archive of them',
    root: true,
    'allow-todos': true,
    'allow-notes': true,
    http: true,
    ...serverOptions,
  },
  notes: `Without --from, it reads the account of the last login. Claude Code: claude mcp add rmirror -- rmirror mcp`,
  run,
}

/** An assistant waits for an answer. */
const patience = {
  ...defaultRetryPolicy,
  maxAttempts: 3,
  maxAttemptsUntilFirstAnswer: 2,
  answerMs: 30_000,
  maxWaitMs: 5000,
}

async function run({ positionals, values, terminal, signal }: Call): Promise<ExitStatus> {
  if (positionals.length > 0) throw new UsageError('mcp takes no path. Name files by --from')
  const http = readHttp(values)
  const source = await openSource(values, terminal, signal)
  try {
    const { changes } = source
    if (!changes && (values['allow-todos'] || values['allow-notes']))
      throw new UsageError('--allow-todos and --allow-notes are only for an account: files are never changed')
    const root = new Root(values.root, source)
    await root.check(signal, (sentence) => terminal.warn(sentence))
    const tools = [
      ...[...libraryTools, ...pageTools, exportTool(source)],
      ...(changes && values['allow-todos'] ? [todoTool(changes)] : []),
      ...(changes && values['allow-notes'] ? [noteTool(changes)] : []),
    ]
    const served = { source, tools, root: (by: AbortSignal) => root.id(by), log: (line: string) => terminal.warn(line) }
    await serve(served, http, { terminal, signal })
  } finally {
    await source.close()
  }
  return 0
}

interface Http {
  port: number
  token: string
}

const minTokenLength = 20

function readHttp({ http: port }: Call['values']): Http | undefined {
  if (port === undefined) return undefined
  const token = environment('http') ?? ''
  if (token.length < minTokenLength)
    throw new UsageError(
      `--http needs a token of ${minTokenLength} characters or more in ${options.http.variable?.name}`,
    )
  return { port, token }
}

/** Only this command loads the SDK. */
async function serve(
  served: Served,
  http: Http | undefined,
  { terminal, signal }: Pick<Call, 'terminal' | 'signal'>,
): Promise<void> {
  if (!http) return (await import('../../mcp/serve-stdio.ts')).serveStdio(served, signal)
  const onListening = (address: string) => terminal.warn(`Assistants reach it at ${address}`)
  return (await import('../../mcp/serve-http.ts')).serveHttp(served, { ...http, onListening }, signal)
}

async function openSource(
  { from, server }: Call['values'],
  terminal: Call['terminal'],
  signal: AbortSignal,
): Promise<NotesSource> {
  if (from === undefined) {
    // Says immediately if this computer isn't signed in.
    await connect(server, patience)
    return new AccountNotes(() => connect(server, patience))
  }
  const notes = new FileNotes(from, {
    ...{ core: new RenewedCore(), pool: openPool(2), countPages },
    openDedicatedPool: async () => openPool(1),
  })
  const { library, failures, remarks } = await notes.read(signal)
  for (const { path, detail } of [...failures, ...remarks]) terminal.warn(`${path}: ${detail}`)
  if (library.notebooks.length === 0) throw new CommandError(`there are no notebooks in ${from}`)
  return notes
}

/** What --root names. It stays the same one when it is renamed, or another gets its name. */
class Root {
  readonly #name: string | undefined
  readonly #source: NotesSource
  #id: string | undefined

  constructor(name: string | undefined, source: NotesSource) {
    this.#name = name
    this.#source = source
  }

  async id(signal: AbortSignal): Promise<string | undefined> {
    if (this.#name !== undefined && this.#id === undefined)
      this.#id = rootCalled(this.#name, await this.#source.items(signal))
    return this.#id
  }

  /** A wrong name ends the command; a server that is away doesn't, because it may return. */
  async check(signal: AbortSignal, warn: (sentence: string) => void): Promise<void> {
    if (this.#name === undefined) return
    const items = await this.#source.items(signal).catch((error: unknown) => {
      if (!(error instanceof CommandError)) throw error
      warn(error.message)
      return undefined
    })
    if (items) this.#id = rootCalled(this.#name, items)
  }
}
