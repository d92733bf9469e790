// SPDX-License-Identifier: AGPL-3.0-or-later
import { ApiProblem, NotOurServer, NotReached } from '@rmirror/shared/api'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { chosenLanguage } from '../../i18n/index.ts'
import { serverText, signInProblem, signUpProblem, syncProblem } from './server-texts.ts'

const refused = (status: number, members: unknown = { detail: 'Not so.' }, headers = {}) =>
  new ApiProblem(new Response(null, { status, headers }), members)

beforeEach(() => {
  chosenLanguage.value = 'en'
  vi.useFakeTimers({ now: new Date(2026, 10, 20, 15, 30) })
})
afterEach(() => {
  chosenLanguage.value = 'system'
  vi.useRealTimers()
})

describe('what a person is told', () => {
  it.each([
    ['a server of mere files', refused(405, 'Not allowed'), /no rMirror server/],
    ['a server that answers with a page of its own', new NotOurServer('http://example.org'), /no rMirror server/],
    ['no answer', new NotReached('http://example.org', null), /^Can’t reach the server/],
    ['a server that is busy', refused(503), /can’t do this right now/],
    ['a session that is over', refused(401), /been signed out/],
    ['anything else', refused(422), /^The server says: Not so\.$/],
    ['too many attempts', refused(429, {}, { 'Retry-After': '30' }), /at 3:30\sPM, in 30 seconds\.$/],
    ['a lock', refused(429, {}, { 'Retry-After': '240' }), /at 3:34\sPM, in 4 minutes\.$/],
  ])('about %s', (_, error, words) => {
    expect(serverText(error)).toMatch(words)
  })

  it('is nothing about a fault of our own: that is thrown on', () => {
    expect(() => serverText(new TypeError('ours'))).toThrow('ours')
  })
})

describe('a sync that ended', () => {
  it.each([
    [413, 'storage_full', /^Your storage on this server is full/],
    [413, 'too_many_notebooks', /^These are more notebooks than this server stores/],
    [413, 'too_many_pages', /^These are more pages than this server stores/],
    [507, 'disk_full', /^The server has run out of disk space/],
  ])('with %i %s says why, and not to sync again at once', (status, type, words) => {
    const text = syncProblem(refused(status, { type, detail: 'In English.' }))
    expect(text).toMatch(words)
    expect(text).not.toMatch(/In English|to send the rest/)
  })

  it('with another fault says how to go on', () => {
    expect(syncProblem(refused(503))).toMatch(/can’t do this right now.*Nothing is lost. Sync again/)
  })
})

describe('a form says what is wrong where it is wrong', () => {
  it.each([
    ['a wrong password', signInProblem(refused(401)), 'password'],
    ['too many attempts', signInProblem(refused(429, {}, { 'Retry-After': '30' })), 'form'],
    ['an address that is taken', signUpProblem(refused(409, { field: 'email' })), 'email'],
    ['an address that is none', signUpProblem(refused(400, { field: 'email' })), 'email'],
    ['a password that is easy to guess', signUpProblem(refused(400, { field: 'password' })), 'password'],
    ['a server that is gone', signUpProblem(new NotReached('http://example.org', null)), 'form'],
  ])('%s', (_, { about }, expected) => {
    expect(about).toBe(expected)
  })
})
