// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, it } from 'vitest'
import { BackupError, type BackupFault } from './backup-error.ts'
import { createKey, type KeyRecord, openKey, parseKeyRecord, withPassphrase, withRecoveryKey } from './key-record.ts'
import { isStrongEnough } from './passphrase.ts'
import { openSodium } from './sodium.ts'

const sodium = await openSodium()
const account = '01931f3c-8f00-7000-8000-000000000001'
const passphrase = 'quite bony lantern'
const cost = { passes: 1, memory: 8 * 1024 * 1024 }
const create = () => createKey(sodium, account, passphrase, cost)
const open = (record: KeyRecord, secret: string, as = account) => openKey(sodium, record, as, secret)
const fails = (fault: BackupFault) => new BackupError(fault)

describe('a key', () => {
  it('is opened by its passphrase, also where that is typed on another system, and by no other', () => {
    const { record, key } = createKey(sodium, account, 'Grüße aus dem Norden', cost)
    const kept = parseKeyRecord(JSON.stringify(record))
    expect(open(kept, 'Grüße aus dem Norden')).toEqual(key)
    expect(open(kept, 'Gru\u0308ße aus dem Norden ')).toEqual(key)
    expect(() => open(kept, 'Grüße aus dem norden')).toThrow(fails('wrong-secret'))
    expect(() => open(kept, '')).toThrow(fails('wrong-secret'))
  })

  it('is new each time, and its record shows neither it nor the passphrase', () => {
    const [one, other] = [create(), create()]
    expect(one.key.bytes).not.toEqual(other.key.bytes)
    const text = JSON.stringify(one.record)
    expect(text).not.toContain('lantern')
    expect(text).not.toContain(sodium.to_base64(one.key.bytes, sodium.base64_variants.ORIGINAL_NO_PADDING))
  })

  it('stays the same under another passphrase, which alone opens it then', () => {
    const { record, key } = create()
    const changed = withPassphrase(sodium, record, key, 'a wholly new sentence', cost)
    expect(open(changed, 'a wholly new sentence')).toEqual(key)
    expect(() => open(changed, passphrase)).toThrow(fails('wrong-secret'))
  })

  it('is opened by a printed recovery key, however it is typed, and after a new passphrase too', () => {
    const { record, key } = create()
    const { record: withKey, recoveryKey } = withRecoveryKey(sodium, record, key)
    expect(recoveryKey).toMatch(/^([0-9A-Z]{7}-){7}[0-9A-Z]{7}$/)
    expect(open(withKey, recoveryKey)).toEqual(key)
    expect(
      open(withKey, ` ${recoveryKey.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')}`),
    ).toEqual(key)
    expect(open(withKey, passphrase)).toEqual(key)
    expect(open(withPassphrase(sodium, withKey, key, 'a wholly new sentence', cost), recoveryKey)).toEqual(key)
    const { record: again } = withRecoveryKey(sodium, withKey, key)
    expect(() => open(again, recoveryKey)).toThrow(fails('wrong-secret'))
    expect(() => open(record, recoveryKey)).toThrow(fails('wrong-secret'))
  })

  it('says where a recovery key has a typing error', () => {
    const { record, key } = create()
    const { record: withKey, recoveryKey } = withRecoveryKey(sodium, record, key)
    for (let at = 0; at < recoveryKey.length; at++) {
      if (recoveryKey[at] === '-') continue
      const wrong = `${recoveryKey.slice(0, at)}${recoveryKey[at] === 'A' ? 'B' : 'A'}${recoveryKey.slice(at + 1)}`
      expect(() => open(withKey, wrong), wrong).toThrow(fails('mistyped-recovery-key'))
    }
  })

  it('of another account is said to be that', () => {
    const { record } = create()
    expect(() => open(record, passphrase, record.id)).toThrow(fails('other-account'))
    expect(() => open({ ...record, account: record.id }, passphrase, record.id)).toThrow(fails('wrong-secret'))
  })

  it.each([
    ['one letter', 'a'],
    ['one letter, often', 'aaaaaaaaaaaaaaaaaaaaaa'],
    ['eleven letters', 'abcdefghijk'],
    ['spaces', '                '],
  ])('is not made under %s', (_, weak) => {
    expect(() => createKey(sodium, account, weak, cost)).toThrow(fails('weak-passphrase'))
    const { record, key } = create()
    expect(() => withPassphrase(sodium, record, key, weak, cost)).toThrow(fails('weak-passphrase'))
    expect([isStrongEnough(weak), isStrongEnough(passphrase)]).toEqual([false, true])
  })
})

describe('a record', () => {
  const { record } = create()
  const altered = (change: object) => JSON.stringify({ ...record, ...change })

  it.each([
    ['nothing', '', 'altered'],
    ['no record', '1', 'altered'],
    ['null', 'null', 'altered'],
    ['another format', altered({ format: 'other' }), 'altered'],
    ['a newer version', altered({ version: 2 }), 'newer-format'],
    ['no passphrase', altered({ passphrase: null }), 'altered'],
    ['a cost that stops the computer', altered({ passphrase: { ...record.passphrase, memory: 2 ** 40 } }), 'altered'],
    ['half a recovery', altered({ recovery: {} }), 'altered'],
  ] as const)('of %s is refused', (_, text, fault) => {
    expect(() => parseKeyRecord(text)).toThrow(fails(fault))
  })

  it('that was altered does not open', () => {
    const weaker = { ...record, passphrase: { ...record.passphrase, passes: 2 } }
    expect(() => open(weaker, passphrase)).toThrow(fails('wrong-secret'))
    expect(() => open({ ...record, id: account }, passphrase)).toThrow(fails('wrong-secret'))
    const { record: other } = create()
    expect(() => open({ ...record, passphrase: other.passphrase }, passphrase)).toThrow(fails('wrong-secret'))
    const noSalt = { ...record, passphrase: { ...record.passphrase, salt: 'AAAA' } }
    expect(() => open(noSalt, passphrase)).toThrow(fails('altered'))
  })
})
