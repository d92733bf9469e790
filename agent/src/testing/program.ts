// SPDX-License-Identifier: AGPL-3.0-or-later
// Runs the built program as users and scripts do, with arguments, two streams and a status; as a process or in this
// one.
import { spawn } from 'node:child_process'
import { Console } from 'node:console'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { writeZip } from '@rmirror/shared/library'
import { expect } from 'vitest'
import { folder } from './folder.ts'

const agent = fileURLToPath(new URL('../..', import.meta.url))
const program = join(agent, 'bin/rmirror.mjs')
const built = new URL('../../dist/program.js', import.meta.url)

export const fixtures = join(agent, '../tests/fixtures')
export const fixture = (name: string) => join(fixtures, name)
/** A path in the folder of the running test, which is the program's working folder. */
export const at = (...names: string[]) => join(folder(), ...names)

export interface Outcome {
  status: number | null
  out: string
  err: string
}

export function start(...args: string[]) {
  return startNode([program, ...args])
}

/** With additional environment variables, and with standard input. */
export function startWith({ input, ...environment }: Record<string, string> & { input?: string }, ...args: string[]) {
  return startNode([program, ...args], environment, input)
}

/** As a user who may not open everything, unlike root. */
export function startUnprivileged(environment: Record<string, string>, ...args: string[]) {
  const without = ['setpriv', '--bounding-set', '-dac_override,-dac_read_search']
  const [name = '', ...words] = [...(process.getuid?.() === 0 ? without : []), process.execPath, program, ...args]
  return startProgram(name, words, environment)
}

/** On a terminal, where both streams are one. `args` are words that a shell takes literally. */
export function onTerminal(environment: Record<string, string>, ...args: string[]): Promise<Outcome> {
  const command = [process.execPath, program, ...args].join(' ')
  return startProgram('script', ['--quiet', '--return', '--command', command, '/dev/null'], environment).outcome
}

/** Keeps real credentials from being found or changed. */
export const ownOnly = () => ({
  XDG_CONFIG_HOME: at('config'),
  RMIRROR_AGENT_KEYCHAIN: 'off',
  RMIRROR_AGENT_PORT: 'off',
  RMIRROR_AGENT_TRAY: 'off',
  SSH_AUTH_SOCK: '',
})

export const startNode = (args: string[], environment: Record<string, string> = {}, input = '') =>
  startProgram(process.execPath, args, environment, input)

export function startProgram(name: string, args: string[], environment: Record<string, string>, input = '') {
  const env = { ...process.env, ...ownOnly(), BROWSER: 'true', ...environment }
  const child = spawn(name, args, { cwd: folder(), env, stdio: ['pipe', 'pipe', 'pipe'] })
  // A program that doesn't read its input may end before it is written.
  child.stdin.on('error', () => undefined).end(input)
  const outcome = new Promise<Outcome>((resolve, reject) => {
    let [out, err] = ['', '']
    child.stdout.setEncoding('utf8').on('data', (text) => {
      out += text
    })
    child.stderr.setEncoding('utf8').on('data', (text) => {
      err += text
    })
    child.on('error', reject)
    child.on('close', (status) => resolve({ status, out, err }))
  })
  return { child, outcome }
}

// V8 compiles a module once per process, and keeps the optimized code as long as the module is referenced.
const kept = Promise.all(
  ['core.wasm', 'mupdf-wasm.wasm'].map((name) => WebAssembly.compile(readFileSync(new URL(name, built)))),
)

export const rmirrorAsProcess = (...args: string[]): Promise<Outcome> => start(...args).outcome

let isRunning = false

/**
 * Runs the same program in this process: it and its wasm are loaded once instead of for each process. What only a
 * process shows is tested by `start`: that it ends, reads its input, handles signals and the end of its output.
 */
export const rmirror = (...args: string[]): Promise<Outcome> => rmirrorWith({}, ...args)

/** With additional environment variables. */
export async function rmirrorWith(environment: Record<string, string>, ...args: string[]): Promise<Outcome> {
  if (isRunning) throw new Error('One at a time: the folder and the streams are those of the whole process')
  isRunning = true
  await kept
  const { program } = (await import(built.href)) as typeof import('../program.ts')
  const before = { folder: process.cwd(), console, threads: busyThreads() }
  process.chdir(folder())
  const restoreEnvironment = setEnvironment({ ...ownOnly(), ...environment })
  // Output of threads arrives here, too.
  const [out, err] = [caught(process.stdout), caught(process.stderr)]
  globalThis.console = new Console(process.stdout, process.stderr)
  try {
    const status = await program(args, new AbortController().signal)
    expect(busyThreads(), 'threads that would keep a process alive').toBe(before.threads)
    return { status, out: out.text(), err: err.text() }
  } finally {
    globalThis.console = before.console
    for (const stream of [out, err]) stream.restore()
    restoreEnvironment()
    process.chdir(before.folder)
    isRunning = false
  }
}

const busyThreads = () => process.getActiveResourcesInfo().filter((name) => name === 'MessagePort').length

/** Returns a function that restores it. */
function setEnvironment(variables: Record<string, string>): () => void {
  const before = Object.keys(variables).map((name) => [name, process.env[name]] as const)
  Object.assign(process.env, variables)
  return () => {
    for (const [name, value] of before)
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
  }
}

/** Captures what is written to a stream of this process. */
function caught(stream: NodeJS.WriteStream) {
  const { write } = stream
  const parts: Buffer[] = []
  stream.write = (chunk: string | Uint8Array, ...more: unknown[]) => {
    parts.push(Buffer.from(chunk as string))
    const done = more.at(-1)
    if (typeof done === 'function') process.nextTick(done)
    return true
  }
  return {
    text: () => Buffer.concat(parts).toString(),
    restore: () => {
      stream.write = write
    },
  }
}

/** Same, with the peak memory of the whole process in megabytes. */
export async function measured(...args: string[]): Promise<Outcome & { megabytes: number }> {
  // In kilobytes, by getrusage. Threads run this as well, but only the program itself should report.
  const memoryProbe = `import { isMainThread } from 'node:worker_threads'
    import { writeFileSync } from 'node:fs'
    if (isMainThread) process.on('exit', () =>
      writeFileSync(${JSON.stringify(at('most-memory'))}, String(process.resourceUsage().maxRSS)))`
  const preload = `data:text/javascript,${encodeURIComponent(memoryProbe)}`
  const outcome = await startNode(['--import', preload, program, ...args]).outcome
  return { ...outcome, megabytes: Math.round(Number(readFileSync(at('most-memory'), 'utf8')) / 1024) }
}

/** Parses JSON, one object per line. */
export const objects = (out: string) =>
  out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))

export function write(path: string, content: string | Uint8Array | object): string {
  const file = at(path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, typeof content === 'string' || content instanceof Uint8Array ? content : JSON.stringify(content))
  return file
}

export const notebook = '6a0c1f6e-28c1-4d2c-9d5c-0f9d1c5b7a01'
export const pages = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222']

/** A notebook whose second page comes first. */
export function documentFiles(
  more: { orientation?: string; name?: string; second?: Uint8Array; template?: string } = {},
): Record<string, Uint8Array> {
  const { orientation = 'portrait', name = 'Ideen: 1/2 ∑', second = readFileSync(fixture('text-styles.rm')) } = more
  const bytes = (value: object) => new TextEncoder().encode(JSON.stringify(value))
  const ordered = [
    {
      id: pages[0],
      idx: { timestamp: '1:1', value: 'bb' },
      ...(more.template && { template: { timestamp: '1:1', value: more.template } }),
    },
    { id: pages[1], idx: { timestamp: '1:1', value: 'ba' } },
  ]
  const tags = [{ name: 'garden', timestamp: 1 }]
  return {
    [`${notebook}.content`]: bytes({
      fileType: 'notebook',
      formatVersion: 2,
      orientation,
      tags,
      cPages: { pages: ordered },
    }),
    [`${notebook}.metadata`]: bytes({
      visibleName: name,
      type: 'DocumentType',
      parent: '',
      lastModified: '1700000000000',
    }),
    [`${notebook}/${pages[0]}.rm`]: readFileSync(fixture('v6.rm')),
    [`${notebook}/${pages[1]}.rm`]: second,
  }
}

export function writeDocument(root: string, more: Parameters<typeof documentFiles>[0] = {}): string {
  for (const [path, bytes] of Object.entries(documentFiles(more))) write(join(root, path), bytes)
  return at(root)
}

export async function writeArchive(path: string, files: Record<string, Uint8Array>): Promise<string> {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
  const whole = new Response(readable as ReadableStream<Uint8Array<ArrayBuffer>>).bytes()
  const zip = writeZip(writable)
  for (const [name, bytes] of Object.entries(files)) await zip.add(name, bytes, 0)
  await zip.close()
  return write(path, await whole)
}

export function pngSize(path: string): [number, number] {
  const png = readFileSync(path)
  expect(png.subarray(1, 4).toString('latin1')).toBe('PNG')
  return [png.readUInt32BE(16), png.readUInt32BE(20)]
}
