// SPDX-License-Identifier: AGPL-3.0-or-later
// How soon people's targets have a change while one of their targets answers no call.
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Emulated, emulators } from '../../contract/targets/emulators.ts'
import { ask, send, signUp } from './device.ts'
import { type Bench, startBench } from './processes.ts'
import { type Times, timesOf } from './times.ts'

export const people = 3
const changes = 10

export interface HangingTarget extends Times {
  target: string
}

/** Milliseconds from a manifest with a new text until a target has it, by the target that hangs. */
export async function measureHangingTargets(): Promise<HangingTarget[]> {
  const emulated: Record<string, Emulated> = {}
  for (const [name, start] of Object.entries(emulators)) emulated[name] = await start()
  try {
    const settings = Object.values(emulated).map((each) => each.settings)
    await using bench = await startBench(Object.assign({}, ...settings))
    const measured: HangingTarget[] = []
    for (const target of Object.keys(emulated)) measured.push(await measureBeside(bench, emulated, target))
    return measured
  } finally {
    for (const { close } of Object.values(emulated)) await close()
  }
}

async function measureBeside(bench: Bench, emulated: Record<string, Emulated>, target: string): Promise<HangingTarget> {
  const all: Person[] = []
  for (let nth = 0; nth < people; nth++) all.push(await Person.join(bench, emulated, `kim-${target}-${nth}`))
  const write = (word: string) => Promise.all(all.map((person) => person.write(word)))
  await write('First')
  for (const person of all) await person.untilThere('First', Object.keys(emulated))
  for (const person of all) person.suffer(target)
  const times: number[] = []
  const others = Object.keys(emulated).filter((name) => name !== target)
  for (let nth = 0; nth < changes; nth++) {
    const begun = performance.now()
    await write(`Change ${nth}.`)
    const waits = all.map((person) => person.untilThere(`Change ${nth}.`, others, () => performance.now() - begun))
    times.push(...(await Promise.all(waits)).flat())
  }
  return { target, ...timesOf(times) }
}

/** With an account at each target. */
class Person {
  readonly #bench: Bench
  readonly #emulated: Record<string, Emulated>
  readonly #who: string
  readonly #token: string
  readonly #types: Record<string, string>
  readonly #page = randomUUID()
  readonly #notebook = randomUUID()

  private constructor(
    bench: Bench,
    emulated: Record<string, Emulated>,
    { who, token, types }: { who: string; token: string; types: Record<string, string> },
  ) {
    this.#bench = bench
    this.#emulated = emulated
    this.#who = who
    this.#token = token
    this.#types = types
  }

  static async join(bench: Bench, emulated: Record<string, Emulated>, who: string): Promise<Person> {
    const token = await signUp(bench)
    const { items } = await ask(bench, token, 'GET', 'targets')
    const types: Record<string, string> = {}
    for (const { name, accepts } of items as { name: string; accepts: string[] }[])
      types[name] = ['page_text', 'highlight', 'notebook', 'todo'].find((type) => accepts.includes(type)) ?? ''
    for (const [name, { connection, valuesOf, adopt }] of Object.entries(emulated)) {
      const connected = connection?.(who)
      if (connected) await ask(bench, token, 'POST', 'connections', connected)
      const { drawn } = await ask(bench, token, 'PUT', `integrations/${name}`, { settings: valuesOf(who) })
      adopt(who, drawn)
    }
    return new Person(bench, emulated, { who, token, types })
  }

  suffer(target: string): void {
    const { service, of } = this.#at(target)
    service.faults.add(of(this.#who, { hang: true, times: 1_000_000 }))
  }

  /** On one page, as its text, its to-do and what is marked. */
  async write(word: string): Promise<void> {
    const marked = { original_text: word, color: 'yellow', rects: [{ x: 1, y: 1, width: 2, height: 3 }] }
    const page = {
      ...{ page_uuid: this.#page, has_ink: false, typed_text: word, typed_markdown: `- [ ] ${word}` },
      highlights: [marked],
    }
    const notebook = { notebook_uuid: this.#notebook, document_type: 'notebook', visible_name: 'Diary', pages: [page] }
    await send(this.#bench, this.#token, JSON.stringify({ scope: 'notebooks', notebooks: [notebook] }))
  }

  /** Resolves with what `now` was when each had it. */
  async untilThere(word: string, targets: string[], now = () => 0): Promise<number[]> {
    const times: number[] = []
    for (let missing = targets; missing.length > 0; await sleep(5)) {
      const left = missing.filter((target) => !this.#has(target, word))
      times.push(...missing.slice(left.length).map(now))
      missing = left
    }
    return times
  }

  #has(target: string, word: string): boolean {
    return this.#at(target)
      .texts(this.#who, this.#types[target] ?? '')
      .some((text) => text.includes(word))
  }

  #at(target: string): Emulated {
    const found = this.#emulated[target]
    if (!found) throw new Error(`No emulator of ${target}`)
    return found
  }
}
