// SPDX-License-Identifier: AGPL-3.0-or-later
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { sshAddress } from '../sources/ssh-address.ts'
import { at, write } from '../testing/program.ts'
import { SshTablet } from '../testing/sshd.ts'
import { ChangedMeanwhile, TabletWriter } from './tablet-writer.ts'

const name = 'aaaaaaaa-0000-4000-8000-000000000000.content'
const old = '{"old":"é"}\n'
const wanted = `{"new":"${'ü'.repeat(4000)}"}\n`
const { signal } = new AbortController()

let tablet: SshTablet
beforeEach(async () => {
  tablet = await SshTablet.start({ sftp: false, programs: at('programs') })
  mkdirSync(at('share'))
  write(`share/xochitl/${name}`, old)
})
afterEach(() => tablet.stop())

function open(): Promise<TabletWriter> {
  const address = sshAddress(tablet.addressOf(at('share/xochitl')))
  if (!address) throw new Error('no address')
  return TabletWriter.open(address, { hostKey: tablet.hostKey, keys: [readFileSync(tablet.keyFile, 'utf8')] }, signal)
}

const text = (path: string) => readFileSync(at('share', path), 'utf8')

test('replaces a file with its rights, and keeps the one before', async () => {
  chmodSync(at('share/xochitl', name), 0o640)
  using writer = await open()
  await writer.replace(name, old, wanted)
  expect(text(`xochitl/${name}`)).toBe(wanted)
  expect(statSync(at('share/xochitl', name)).mode & 0o777).toBe(0o640)
  expect(text(`rmirror-marks/${name}`)).toBe(old)
  expect(readdirSync(at('share/xochitl'))).toEqual([name])
  expect(readdirSync(at('share/rmirror-marks'))).toEqual([name])
})

test('leaves a file alone that is not as it was read, or gone', async () => {
  using writer = await open()
  await expect(writer.replace(name, `${old} `, wanted)).rejects.toThrow(ChangedMeanwhile)
  expect(text(`xochitl/${name}`)).toBe(old)
  rmSync(at('share/xochitl', name))
  await expect(writer.replace(name, old, wanted)).rejects.toThrow(ChangedMeanwhile)
  expect(readdirSync(at('share/xochitl'))).toEqual([])
})

test('leaves a file alone that changes while all writing is brought to the disk, which can take seconds', async () => {
  write('programs/sync', `#!/bin/sh\nprintf changed > '${at('share/xochitl', name)}'\n`)
  chmodSync(at('programs/sync'), 0o755)
  using writer = await open()
  await expect(writer.replace(name, old, wanted)).rejects.toThrow(ChangedMeanwhile)
  expect(text(`xochitl/${name}`)).toBe('changed')
})

test.each(['../evil.content', 'a b.content', "'; touch pwned; '.content", 'x.metadata'])(
  'never writes %j',
  async (each) => {
    using writer = await open()
    await expect(writer.replace(each, '', '')).rejects.toThrow('is not the description of a notebook')
  },
)

test('a folder that is gone is said', async () => {
  rmSync(at('share/xochitl'), { recursive: true })
  using writer = await open()
  await expect(writer.replace(name, old, wanted)).rejects.toThrow('The tablet has no such folder')
  write('share/xochitl', 'not a folder')
  await expect(writer.replace(name, old, wanted)).rejects.toThrow('The tablet has no such folder')
})

test('a connection that breaks at any byte leaves the old file or the new one', async () => {
  const seen = new Set<string>()
  for (let bytes = 0; seen.size < 2 || !seen.has('done'); bytes += 1500) {
    write(`share/xochitl/${name}`, old)
    using writer = await open()
    tablet.cutAfter(bytes)
    const outcome = await writer.replace(name, old, wanted).then(
      () => 'done',
      (error: Error) => error.message,
    )
    tablet.cutAfter(Number.POSITIVE_INFINITY)
    expect(['done', 'the connection to the tablet broke']).toContain(outcome)
    expect(outcome === 'done' ? [wanted] : [old, wanted]).toContain(text(`xochitl/${name}`))
    seen.add(outcome)
  }
  // What was left half written is in nobody's way.
  write(`share/xochitl/${name}`, old)
  using writer = await open()
  await writer.replace(name, old, wanted)
  expect(text(`xochitl/${name}`)).toBe(wanted)
  expect(text(`rmirror-marks/${name}`)).toBe(old)
})
