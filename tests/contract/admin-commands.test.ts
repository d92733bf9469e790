// SPDX-License-Identifier: AGPL-3.0-or-later
// What admins do in the dashboard, on the server's command line, for servers without a browser.
import { spawnSync } from 'node:child_process'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Program, startDatabase, startServer } from '../world/programs.ts'
import { Api } from './answers.ts'
import { password } from './browser.ts'

const server = new URL('../../build/native/rmirror-server', import.meta.url).pathname
const programs: Program[] = []
let api: Api

beforeAll(async () => {
  programs.push(await startDatabase())
  programs.push(await startServer(programs[0]?.said ?? '', { RMIRROR_SIGNUP: 'waitlist' }, 'native', 'api'))
  api = new Api(programs[1]?.said ?? '')
})

afterAll(async () => {
  for (const program of programs.reverse()) await program[Symbol.asyncDispose]()
})

function run(...words: string[]) {
  const env = { RMIRROR_DATABASE_URL: programs[0]?.said ?? '', RMIRROR_PUBLIC_URL: 'https://notes.example.org' }
  const { status, stdout, stderr } = spawnSync(server, words, { env, encoding: 'utf8' })
  return { status, said: stdout.trim(), refused: stderr.trim() }
}

it('makes the first admin, sets tiers and limits, and undoes it', async () => {
  expect(run('--make-admin', 'ann@example.org')).toMatchObject({
    status: 1,
    refused: 'No account has the address ann@example.org.',
  })
  const signedUp = await api.ask('POST /api/v1/auth/signup', { json: { email: 'ann@example.org', password } })
  const token = String(signedUp.body.access_token)
  expect((await api.ask('GET /api/v1/admin/people', { token })).status).toBe(404)
  expect(run('--make-admin', 'Ann@example.org').said).toMatch(/is an admin now/)
  expect((await api.ask('GET /api/v1/admin/people', { token })).status).toBe(200)
  expect(run('--admin-remove', 'ann@example.org')).toMatchObject({
    status: 1,
    refused:
      'This is the only administrator, and without one nobody could make another. Make someone else an administrator first.',
  })

  expect(run('--admin-tier', 'ann@example.org', 'beta').said).toMatch(/^ann@example\.org {2}beta .*transcribed=0\/200/)
  expect(run('--admin-limit', 'ann@example.org', 'pages', '7').said).toMatch(/transcribed=0\/7/)
  expect((await api.ask('GET /api/v1/quota', { token })).body.limit).toBe(7)
  expect(run('--admin-limit', 'ann@example.org', 'pages', 'tier').said).toMatch(/transcribed=0\/200/)
  expect(run('--admin-people', 'ANN').said).toMatch(/^ann@example\.org .* admin$/)
  expect(run('--admin-people', 'bob').said).toBe('')

  const log = run('--admin-log').said.split('\n')
  expect(log).toHaveLength(4)
  expect(log[3]).toMatch(/command line {2}make_admin {2}ann@example\.org/)
  const [id = ''] = log[0]?.split(' ') ?? []
  expect(run('--admin-undo', id).said).toMatch(new RegExp(`undoes ${id}$`))
  expect(run('--admin-undo', id)).toMatchObject({
    status: 1,
    refused: "This can't be undone, or was undone already.",
  })
  expect((await api.ask('GET /api/v1/quota', { token })).body.limit).toBe(7)
})

it('lists the waitlist, and prints the links of those who are invited', async () => {
  for (const name of ['bob', 'cyd', 'dan'])
    expect((await api.ask('POST /api/v1/waitlist', { json: { email: `${name}@example.org` } })).status).toBe(204)
  expect(run('--admin-waitlist').said.split('\n')).toEqual([
    ...['bob', 'cyd', 'dan'].map((name) => expect.stringMatching(`^${name}@example\\.org {2}waiting {2}since `)),
  ])
  const lines = run('--admin-approve', '2').said.split('\n')
  expect(lines.map((line) => line.split(' ')[0])).toEqual(['bob@example.org', 'cyd@example.org'])
  const [, invitation = ''] = /#invitation=(\S+)$/.exec(lines[0] ?? '') ?? []
  const json = { email: 'bob@example.org', password, invitation }
  expect((await api.ask('POST /api/v1/auth/signup', { json })).status).toBe(201)
  expect(run('--admin-approve', 'dan@example.org').said).toMatch(/^dan@example\.org {2}https:\/\/notes/)
  expect(run('--admin-approve', 'dan@example.org')).toMatchObject({ status: 1 })
  expect(run('--admin-waitlist').said.split('\n')).toEqual([
    expect.stringMatching(/^cyd@example\.org {2}invited/),
    expect.stringMatching(/^dan@example\.org {2}invited/),
  ])
})

it.each([
  [['--admin-tier', 'ann@example.org', 'gold'], 'TIER must be free, beta, pro, team or enterprise.'],
  [['--admin-limit', 'ann@example.org', 'pages', 'many'], /^LIMIT must be a number/],
  [['--admin-limit', 'ann@example.org', 'ink', '1'], 'KIND must be pages, tokens or storage-mb.'],
  [['--admin-log', 'all'], 'COUNT must be a number from 1 to 10000.'],
  [['--admin-undo', 'all'], 'ID must be the id of an act, as --admin-log prints it.'],
  [['--admin-approve', '5'], /people don't wait\.$/],
])('refuses %j', (words, sentence) => {
  const { status, refused } = run(...words)
  expect(status).toBe(1)
  expect(refused).toEqual(typeof sentence === 'string' ? sentence : expect.stringMatching(sentence))
})
