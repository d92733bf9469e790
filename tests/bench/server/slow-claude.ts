// SPDX-License-Identifier: AGPL-3.0-or-later
// A server that passes calls on, workers that read pages, and Claude's emulator behind them in a process of its own.
import { start } from '../../world/programs.ts'
import { type Bench, startBench } from './processes.ts'

/** As the emulator's log says it. */
interface Asked {
  path: string
  status: number | null
}

export interface ClaudeBench extends Bench {
  claude: Claude
}

export interface Claude {
  url: string
  key: string
  /** What it does from now on, in the words of `e2e/emulators/claude/faults.mjs`. */
  script(script: unknown): Promise<void>
  /** Since the last script. */
  log(): Promise<{ requests: Asked[]; violations: unknown[]; most_in_flight: number }>
}

export async function startClaudeBench(settings: Record<string, string>): Promise<ClaudeBench> {
  const key = 'sk-bench'
  const words = ['e2e/emulators/claude/serve.mjs', '--key', key]
  const emulator = await start(process.execPath, words, {}, (text) => text.startsWith('{'))
  const url: string = JSON.parse(emulator.said).address
  const claudes = {
    RMIRROR_TEST_ANTHROPIC_BASE_URL: url,
    RMIRROR_ANTHROPIC_API_KEY: key,
    RMIRROR_FREE_PAGES: '1000000',
    RMIRROR_FREE_TOKENS: '1000000000000',
  }
  const bench = await startBench({ ...claudes, ...settings }, 'api')
  const configure = async (method: string, door: string, body?: unknown) => {
    const answer = await fetch(`${url}/emulator/${door}`, { method, body: body ? JSON.stringify(body) : null })
    if (!answer.ok) throw new Error(`${door}: ${await answer.text()}`)
    return answer
  }
  return {
    ...bench,
    claude: {
      url,
      key,
      async script(script) {
        await configure('DELETE', 'log')
        await configure('PUT', 'script', script)
      },
      log: async () => (await configure('GET', 'log')).json(),
    },
    async [Symbol.asyncDispose]() {
      await bench[Symbol.asyncDispose]()
      await emulator[Symbol.asyncDispose]()
    },
  }
}
