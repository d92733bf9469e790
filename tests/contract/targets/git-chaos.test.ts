// SPDX-License-Identifier: AGPL-3.0-or-later
// A person commits edits, moves and copies of notes, a tablet changes its library, and rMirror delivers in between and at
// the same time: no word of theirs is lost, nothing of ours is there twice, and the repository stays sound. `make chaos`
// does it 500 times (CHAOS_ROUNDS).
import { expect, it } from 'vitest'
import { startGit } from '../../../e2e/emulators/git.mjs'
import { Random } from '../../generator/prng.ts'
import { testSeed } from '../../world/seed.ts'
import { countOf, type EditedVault, theirsIn } from '../../world/vault-person.ts'
import { isAbout, remoteEdits } from '../../world/vault-remote-edits.ts'
import { phraseOf } from '../../world/vault-tablet.ts'
import { Delivering } from './delivering.ts'
import { manifestOf } from './vault-manifest.ts'

const rounds = Number(process.env.CHAOS_ROUNDS ?? 40)
/** A failure names it. */
const seed = testSeed
const random = new Random(seed)
const who = 'chaos'

/** The person's clone: each change is a commit that is pushed. */
class Clone implements EditedVault {
  readonly #service: Awaited<ReturnType<typeof startGit>>['service']

  constructor(service: Awaited<ReturnType<typeof startGit>>['service']) {
    this.#service = service
  }

  paths(): string[] {
    return [...this.#service.filesOf(who).keys()].filter((path) => path.endsWith('.md'))
  }

  text(path: string): string {
    return `${this.#service.filesOf(who).get(path) ?? ''}`
  }

  write(path: string, text: string): void {
    this.#service.commit(who, { [path]: text })
  }

  rename(from: string, to: string): void {
    this.#service.commit(who, { [from]: undefined, [to]: this.text(from) })
  }

  texts(): string[] {
    return this.paths().map((path) => this.text(path))
  }
}

it(`${rounds} rounds of edits on both sides lose no word and double none (seed ${seed})`, async () => {
  await using world = await Delivering.start()
  const { service, address, close } = await startGit()
  try {
    service.admit(who, 'secret')
    const kim = await world.person('git', who, 'notebook')
    const settings = { address: `${address}/git/${who}.git`, user_name: who, token: 'secret' }
    expect((await kim.integration('PUT', { settings })).status).toBe(200)
    const clone = new Clone(service)
    const { tablet, person, delivered } = remoteEdits(clone, random, 'notebook')
    for (let round = 0; round < rounds; round++) {
      const what = `seed ${seed}, round ${round}`
      for (let edits = 1 + random.integer(4); edits > 0; edits--) {
        if (random.chance(0.5)) tablet.change()
        else person.edit()
      }
      const before = clone.texts()
      const theirs = theirsIn(before)
      if (random.chance(0.4))
        service.meanwhile = () => {
          const words = person.words()
          const path = random.pick(['Own.md', ...clone.paths()])
          theirs.add(words)
          clone.write(path, `${clone.text(path)}\n${words}\n`)
        }
      await kim.announce(manifestOf(tablet.notebooks))
      await kim.untilAtRest()
      delivered()
      const after = clone.texts()
      expect(
        [...theirs].filter((words) => countOf(words, after) === 0),
        `lost, ${what}`,
      ).toEqual([])
      const doubled = tablet.notebooks.flatMap(({ uuid, pages }) => {
        const [then = [], now = []] = [before, after].map((texts) => texts.filter((text) => isAbout(text, uuid)))
        return pages.map(phraseOf).filter((words) => countOf(words, now) > Math.max(1, countOf(words, then)))
      })
      expect(doubled, `twice, ${what}`).toEqual([])
      const failed = (await kim.records()).filter(({ status }) => status !== 'success')
      expect(failed, `failed, ${what}`).toEqual([])
      expect(service.violations, what).toEqual([])
    }
    service.check(who)
    const calls = service.requests.length
    await kim.announce(manifestOf(tablet.notebooks))
    await kim.syncNow()
    expect(service.requests).toHaveLength(calls)
  } finally {
    await close()
  }
})
