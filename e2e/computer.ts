// SPDX-License-Identifier: AGPL-3.0-or-later
// A computer with notebooks on it, and "rmirror watch" that runs there.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { notebookFiles } from '../tests/generator/document.ts'
import { fineliner, wave } from '../tests/generator/ink.ts'
import { onePage } from '../tests/generator/scene.ts'
import { onFreePort } from '../tests/world/free-port.ts'
import { shellOptions } from './chromium.ts'
import type { Person } from './person.ts'

export const agentProgram = join(import.meta.dirname, '../agent/bin/rmirror.mjs')

/** A name whose owner says that it is at our address. */
export const evil = 'evil.test'
/** For `test.use`. */
export const besideEvil = {
  launchOptions: {
    ...shellOptions,
    args: [...(shellOptions.args ?? []), `--host-resolver-rules=MAP ${evil} 127.0.0.1`],
  },
}

const uuid = (letter: string) => `${letter.repeat(8)}-0000-4000-8000-000000000001`

export class Computer implements AsyncDisposable {
  readonly port: number
  readonly #program: string[]
  readonly #folder = mkdtempSync(join(tmpdir(), 'rmirror-computer-'))
  readonly #environment: NodeJS.ProcessEnv
  #watch: ChildProcess | undefined

  private constructor(port: number, server: string, token: string, program: string[]) {
    this.port = port
    this.#program = program
    this.#environment = {
      ...process.env,
      ...{
        RMIRROR_SERVER: server,
        RMIRROR_TOKEN: token,
        RMIRROR_AGENT_PORT: String(port),
        RMIRROR_AGENT_TRAY: 'off',
        BROWSER: 'true',
      },
      ...{ XDG_CONFIG_HOME: join(this.#folder, 'config'), XDG_STATE_HOME: join(this.#folder, 'state') },
    }
  }

  /** `program`: with the words that come before its own. */
  static async start(
    person: Person,
    server: string,
    program: string[] = [process.execPath, agentProgram],
  ): Promise<Computer> {
    const token = await person.agentToken(server)
    return onFreePort(async (port) => {
      const computer = new Computer(port, server, token, program)
      computer.#lay('a', 'Diary', 100)
      computer.#lay('b', 'Plans', 200)
      const watch = computer.#run('watch', computer.#at('desk'))
      computer.#watch = watch
      // It runs without its page if another program has the port, and says so before it sends anything.
      const portInUse = `port ${port} can't be used`
      if ((await heard(watch, portInUse, 'Sent 2 pages')) !== portInUse) return computer
      await computer[Symbol.asyncDispose]()
      throw new Error(portInUse)
    })
  }

  /** The address that "rmirror open" shows. */
  async open(): Promise<string> {
    const opening = this.#run('open', '--json')
    const [parts] = await Promise.all([opening.stdout?.toArray(), once(opening, 'close')])
    return JSON.parse(Buffer.concat(parts ?? []).toString()).url
  }

  async end(): Promise<void> {
    const watch = this.#watch
    this.#watch = undefined
    if (!watch) return
    watch.kill('SIGTERM')
    await once(watch, 'close')
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.end()
    rmSync(this.#folder, { recursive: true })
  }

  readonly #at = (...names: string[]) => join(this.#folder, ...names)
  readonly #run = (...args: string[]) => {
    const [name = '', ...words] = this.#program
    return spawn(name, [...words, ...args], { env: this.#environment })
  }

  #lay(letter: string, name: string, height: number): void {
    const pages = [{ uuid: uuid(`${letter}`), scene: onePage([wave({ x: -300, y: height }, 200, fineliner)]) }]
    for (const { path, bytes } of notebookFiles({ uuid: uuid(letter), name, pages })) {
      const file = this.#at('desk', path)
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, bytes)
    }
  }
}

/** Resolves with the sentence that it says first. The stream stays open: a program whose log is closed may behave otherwise. */
function heard(program: ChildProcess, ...sentences: string[]): Promise<string> {
  let said = ''
  return new Promise((resolve, reject) => {
    program.stderr?.on('data', (part) => {
      said += part
      const found = sentences.find((words) => said.includes(words))
      if (found !== undefined) resolve(found)
    })
    program.stderr?.on('close', () => reject(new Error(`It ended, and said:\n${said}`)))
  })
}
