// SPDX-License-Identifier: AGPL-3.0-or-later
import { existsSync, writeFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { CommandError } from '../errors.ts'
import { at } from '../testing/program.ts'
import { Memory } from './memory.ts'

function withDatabase(statements: string): void {
  const database = new DatabaseSync(at('memory.db'))
  database.exec(statements)
  database.close()
}

test('what cannot be read is known since it was first met, by whatever clock', () => {
  const { memory } = Memory.open(at('memory.db'))
  const note = (now: number, signature = 's') => memory.noteUnreadable('a', 'b', signature, now)
  expect(note(5000)).toEqual({ since: 5000, isReported: false })
  expect(note(9000)).toEqual({ since: 5000, isReported: false })
  memory.markReported('a', 'b')
  expect(note(9000)).toEqual({ since: 5000, isReported: true })
  // The clock was ahead and was corrected.
  expect(note(1000)).toEqual({ since: 1000, isReported: true })
  expect(note(9000, 'another')).toEqual({ since: 9000, isReported: false })
  memory.close()
})

test('a damaged file is set aside', () => {
  writeFileSync(at('memory.db'), 'not a database, but long enough to be taken for one'.repeat(9))
  const { memory, wasDamaged } = Memory.open(at('memory.db'))
  expect([wasDamaged, existsSync(at('memory.db.damaged'))]).toEqual([true, true])
  memory.close()
})

test('a file of a later version stays where it is, since that version may have it open', () => {
  Memory.open(at('memory.db')).memory.close()
  withDatabase('PRAGMA user_version = 1000')
  expect(() => Memory.open(at('memory.db'))).toThrow(CommandError)
  expect(() => Memory.open(at('memory.db'))).toThrow('a newer version of rmirror has written')
  expect([existsSync(at('memory.db')), existsSync(at('memory.db.damaged'))]).toEqual([true, false])
})
