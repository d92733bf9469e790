// SPDX-License-Identifier: AGPL-3.0-or-later
// Hands a watch over from an older version to a newer one, as two processes: the older one starts the newer one and
// listens to it. Their messages must work between versions that are years apart, so words are only added.
import { type ChildProcess, spawn } from 'node:child_process'
import { nodeIn, programIn } from './prepare.ts'

const trialVariable = 'RMIRROR_AGENT_TRIAL'
const secretVariable = 'RMIRROR_AGENT_PAGE_SECRET'
const healthyMs = 60_000
/** Longer than a watch takes to end. */
const graceMs = 15_000

type Word = 'healthy' | 'accepted' | 'stop'

export interface Started {
  /** As reported by itself: healthy, or why not. */
  standing: 'healthy' | 'ended' | 'silent'
  successor: Successor
}

/** The newer version, as seen by the older one. */
class Successor {
  readonly #child: ChildProcess
  /** Its exit status. */
  readonly ended: Promise<number>

  constructor(child: ChildProcess) {
    this.#child = child
    this.ended = new Promise((resolve) => {
      child.once('error', () => resolve(1)).once('exit', (status) => resolve(status ?? 1))
    })
  }

  /** Tells the new version that it may continue for good. */
  accept(): void {
    this.#send('accepted')
  }

  /** Lets it finish the page in progress; kills it after the grace period. */
  stop(): void {
    this.#send('stop')
    setTimeout(() => this.#child.kill('SIGKILL'), graceMs).unref()
  }

  async kill(): Promise<void> {
    this.#child.kill('SIGKILL')
    await this.ended
  }

  #send(word: Word): void {
    if (this.#child.connected) this.#child.send(word, () => undefined)
  }
}

/**
 * Runs the version in `folder` with this process's arguments. Resolves when it reports that it is healthy, has ended,
 * or has been silent for a minute. It is told to stop when `stop` is aborted.
 */
export async function startSuccessor(folder: string, pageSecret: string, stop: AbortSignal): Promise<Started> {
  const child = spawn(nodeIn(folder), [programIn(folder), ...process.argv.slice(2)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, [trialVariable]: '1', [secretVariable]: pageSecret },
    windowsHide: true,
  })
  const successor = new Successor(child)
  const end = () => successor.stop()
  stop.addEventListener('abort', end, { once: true })
  if (stop.aborted) end()
  return { standing: await standingOf(child, successor), successor }
}

function standingOf(child: ChildProcess, { ended }: Successor): Promise<Started['standing']> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve('silent'), patienceMs())
    child.on('message', (word: unknown) => {
      if (word !== ('healthy' satisfies Word)) return
      clearTimeout(timer)
      resolve('healthy')
    })
    void ended.then(() => {
      clearTimeout(timer)
      resolve('ended')
    })
  })
}

/** Tests shorten the minute. */
const patienceMs = () => Number(process.env.RMIRROR_AGENT_TRIAL_MS) || healthyMs

/** The older version, as seen by the newer one. */
export class Predecessor {
  readonly pageSecret = process.env[secretVariable]
  /** Aborted when the older version says so, or has ended: a trial that isn't supervised is over. */
  readonly stop: AbortSignal
  /** Resolves when the older version has handed over for good. */
  readonly accepted: Promise<void>

  /** Undefined if this version wasn't started by another. */
  static ofThisProcess(): Predecessor | undefined {
    if (!process.env[trialVariable] || !process.send) return undefined
    return new Predecessor()
  }

  private constructor() {
    delete process.env[trialVariable]
    delete process.env[secretVariable]
    const ending = new AbortController()
    process.once('disconnect', () => ending.abort(new Error('the older version has ended')))
    this.accepted = new Promise((resolve) => {
      process.on('message', (word: unknown) => {
        if (word === ('accepted' satisfies Word)) resolve()
        if (word === ('stop' satisfies Word)) ending.abort(new Error('told to stop'))
      })
    })
    // The channel alone must not keep the process running.
    process.channel?.unref()
    this.stop = ending.signal
  }

  sayHealthy(): void {
    if (process.connected) process.send?.('healthy', () => undefined)
  }
}
