// SPDX-License-Identifier: AGPL-3.0-or-later
import { chmodSync, existsSync, readFileSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { answerTo, createApi } from '@rmirror/shared/api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { withKeychain } from '../../testing/keychain.ts'
import { at, fixture, rmirror, rmirrorWith, startWith, write } from '../../testing/program.ts'
import { signUp, TestServer, type TestUser } from '../../testing/server.ts'

let server: TestServer
let ann: TestUser
beforeAll(async () => {
  server = await TestServer.start({ RMIRROR_TEST_RATE_LIMITS: 'off' })
  ann = await signUp(server)
})
afterAll(() => server.stop())

const kept = (config = 'config') => JSON.parse(readFileSync(at(config, 'rmirror/credentials.json'), 'utf8'))
const loginBy = (token: string) => rmirrorWith({ RMIRROR_TOKEN: token }, 'login', '--server', server.url, '--token')

/** Starts a login by code and returns the code once it is shown. */
async function startLogin(config: string, ...more: string[]) {
  const browser = write(`${config}-browser`, `#!/bin/sh\necho "$@" >>${at(`${config}-opened`)}\n`)
  chmodSync(browser, 0o700)
  const environment = { XDG_CONFIG_HOME: at(config), BROWSER: browser }
  const { child, outcome } = startWith(environment, 'login', '--server', server.url, ...more)
  let shown = ''
  const code = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (text) => {
      shown += text
      const found = /^ {4}(\S+)$/m.exec(shown)?.[1]
      if (found) resolve(found)
    })
    child.on('close', () => reject(new Error(`login ended: ${shown}`)))
  })
  return { code, outcome }
}

async function decide(code: string, approve: boolean): Promise<void> {
  const api = createApi({ server: server.url, token: () => ann.accessToken })
  await answerTo(api.POST('/api/v1/auth/device/decision', { body: { user_code: code, approve } }))
}

describe('login', () => {
  test('shows a code, and keeps the token when a user approves the machine', async () => {
    // Polls are five seconds apart, so both logins run concurrently.
    const [welcome, unwelcome] = await Promise.all([startLogin('welcome'), startLogin('unwelcome', '--no-browser')])
    await decide(welcome.code, true)
    await decide(unwelcome.code, false)
    const { status, out, err } = await welcome.outcome
    expect({ status, err }).toEqual({ status: 0, err: '' })
    expect(out).toContain('Open http://dashboard.test/device where you are signed in')
    expect(out).toMatch(/connected to http:\S+ as ann@example\.org until \d{4}-\d\d-\d\d\.\n$/)
    const { token, ...rest } = kept('welcome').servers[server.url]
    expect(rest).toEqual({ email: 'ann@example.org', expires_at: expect.any(String) })
    expect(out).not.toContain(token)
    expect(readFileSync(at('welcome-opened'), 'utf8')).toBe(`http://dashboard.test/device?user_code=${welcome.code}\n`)
    expect(existsSync(at('unwelcome-opened'))).toBe(false)

    expect(await unwelcome.outcome).toMatchObject({ status: 1, err: 'rmirror: This device was denied.\n' })
    expect(() => kept('unwelcome')).toThrow('ENOENT')
  })

  test('lasts: a token of 25 days is renewed by whatever command is run next, and the new one is kept', async () => {
    await loginBy(ann.token)
    const days = 24 * 60 * 60 * 1000
    server.ask(
      `UPDATE agent_tokens SET created_at = created_at - interval '25 days', expires_at = expires_at - interval '25 days'`,
    )
    const { servers, ...rest } = kept()
    const old = { ...servers[server.url], expires_at: new Date(Date.now() + 5 * days).toISOString() }
    write('config/rmirror/credentials.json', { ...rest, servers: { [server.url]: old } })
    expect(await rmirror('status')).toMatchObject({ status: 0 })
    const renewed = kept().servers[server.url]
    expect(renewed.email).toBe(ann.email)
    expect(renewed.token).not.toBe(old.token)
    expect(Date.parse(renewed.expires_at) - Date.now()).toBeGreaterThan(29 * days)
    expect(server.ask('SELECT max(expires_at) > now() + interval $$29 days$$ FROM agent_tokens')).toBe('t')
    expect(await rmirror('status')).toMatchObject({ status: 0 })
    expect(kept().servers[server.url]).toEqual(renewed)
  })

  test('says so when another program renewed a copy of its token', async () => {
    const owner = createApi({ server: server.url, token: () => ann.accessToken })
    const { access_token } = await answerTo(owner.POST('/api/v1/auth/agent-token', { body: { name: 'copied' } }))
    await loginBy(access_token)
    const thief = createApi({ server: server.url, token: () => access_token })
    const stolen = await answerTo(thief.POST('/api/v1/auth/agent-token/renew'))
    server.ask(`UPDATE agent_tokens SET previous_until = now() WHERE name = 'copied'`)
    // The server caches the state of the old token for up to ten seconds.
    await expect.poll(async () => (await rmirror('status')).status).toBe(1)
    const { err } = await rmirror('status')
    expect(err).toContain('signed out because its token was used twice')
    expect(err).toContain('Run "rmirror login')
    const later = createApi({ server: server.url, token: () => stolen.access_token })
    await expect(answerTo(later.GET('/api/v1/me'))).rejects.toMatchObject({ status: 401 })
  })

  test('is not lost when its token cannot be renewed', async () => {
    const old = {
      token: 'not-known-there',
      email: 'ann@example.org',
      expires_at: new Date(Date.now() + 60_000).toISOString(),
    }
    write('config/rmirror/credentials.json', { server: server.url, servers: { [server.url]: old } })
    expect(await rmirror('status')).toMatchObject({ status: 1, err: expect.stringContaining('Run "rmirror login') })
    expect(kept().servers[server.url]).toEqual(old)
  })

  test('takes a token from standard input, and keeps it from others', async () => {
    const typed = startWith({ input: `${ann.token}\n` }, 'login', '--server', server.url, '--token')
    expect(await typed.outcome).toMatchObject({ status: 0, err: '' })
    expect(kept()).toEqual({
      server: server.url,
      servers: { [server.url]: { token: ann.token, email: 'ann@example.org' } },
    })
    expect(statSync(at('config/rmirror/credentials.json')).mode & 0o777).toBe(0o600)
    expect(statSync(at('config/rmirror')).mode & 0o777).toBe(0o700)
  })

  test('does not keep a token that opens nothing', async () => {
    const { status, err } = await loginBy(`${ann.token.slice(0, -4)}AAAA`)
    expect({ status, err }).toEqual({ status: 1, err: expect.stringContaining(`rmirror: ${server.url}: `) })
    expect(await loginBy('not a token')).toMatchObject({
      status: 1,
      err: expect.stringContaining("this isn't a token"),
    })
    expect(() => kept()).toThrow('ENOENT')
  })

  test('never takes a token as an argument', async () => {
    expect(await rmirror('login', '--token', ann.token)).toMatchObject({ status: 2, out: '' })
    expect(await rmirror('login', '--server', `http://ann:secret@127.0.0.1:1`)).toMatchObject({ status: 2, out: '' })
  })

  test('says what is wrong with an address', async () => {
    const gone = await TestServer.start()
    await gone.stop()
    expect(await rmirror('login', '--server', gone.url)).toEqual({
      status: 1,
      out: '',
      err: `rmirror: ${gone.url} doesn't answer: no server is running there. Is the server running, and is --server right?\n`,
    })
    expect(await rmirror('login', '--server', 'example.org')).toMatchObject({ status: 2, out: '' })
  })
})

describe('status', () => {
  test('says where, as whom, and how much may be read', async () => {
    await loginBy(ann.token)
    const { status, out, err } = await rmirror('status')
    expect({ status, err }).toEqual({ status: 0, err: '' })
    expect(out).toContain(`Server:  ${server.url}\nAccount: ann@example.org\n`)
    expect(out).toMatch(
      /0 of 30 pages used or reserved; resets on \d{4}-\d\d-\d\d; handwriting recognition isn't set up/,
    )
    const json = await rmirrorWith({ RMIRROR_TOKEN: ann.token }, 'status', '--json')
    expect(JSON.parse(json.out)).toMatchObject({
      server: server.url,
      account: { email: 'ann@example.org' },
      token: { from: 'environment', expires_at: null },
      quota: { limit: 30, left: 30 },
    })
  })

  test('says what to do when the token opens nothing any more', async () => {
    const bob = await signUp(server, 'bob@example.org')
    await loginBy(bob.token)
    const person = createApi({ server: server.url, token: () => bob.accessToken })
    const { items } = await answerTo(person.GET('/api/v1/auth/agent-tokens'))
    await answerTo(person.DELETE('/api/v1/auth/agent-tokens/{id}', { params: { path: { id: items[0]?.id ?? '' } } }))
    const { status, err } = await rmirror('status')
    expect({ status, err }).toEqual({
      status: 1,
      err: expect.stringContaining(`Run "rmirror login --server ${server.url}" again`),
    })
    const fromEnvironment = await rmirrorWith({ RMIRROR_TOKEN: bob.token }, 'status')
    expect(fromEnvironment).toMatchObject({
      status: 1,
      err: expect.stringContaining("The token in RMIRROR_TOKEN isn't valid"),
    })
  })

  test('says what to do about damaged credentials', async () => {
    write('config/rmirror/credentials.json', '{"servers":')
    expect(await rmirror('status')).toMatchObject({
      status: 1,
      err: expect.stringContaining('credentials.json is damaged. Delete it, then run "rmirror login" again'),
    })
  })
})

test('push says when handwriting recognition is not set up on the server', async () => {
  await loginBy(ann.token)
  const expected =
    "Sent 1 page.\nNote: handwriting recognition isn't set up on this server, so pages are stored but not transcribed.\n"
  expect(await rmirror('push', fixture('v6.rm'))).toEqual({ status: 0, err: '', out: expected })
})

describe('logout', () => {
  test('ends the token of one server, and forgets it', async () => {
    const bob = await signUp(server, 'bert@example.org')
    await loginBy(bob.token)
    const elsewhere = { token: 'abc', email: 'ann@example.org' }
    write('config/rmirror/credentials.json', {
      ...kept(),
      servers: { ...kept().servers, 'http://other.test': elsewhere },
    })
    const said = `This computer is no longer connected to ${server.url}.\n`
    expect(await rmirror('logout')).toEqual({ status: 0, out: said, err: '' })
    expect(kept().servers).toEqual({ 'http://other.test': elsewhere })
    const copied = await rmirrorWith({ RMIRROR_TOKEN: bob.token }, 'status')
    expect(copied).toMatchObject({ status: 1, err: expect.stringContaining('This sign-in is no longer valid') })
    expect(await rmirror('status')).toEqual({
      ...{ status: 0, err: '' },
      out: `Server:  ${server.url}\nAccount: not signed in. Run "rmirror login --server ${server.url}"\n`,
    })
    expect(JSON.parse((await rmirror('status', '--json')).out)).toEqual({
      ...{ server: server.url, token: null, agent: null, removals: null, account: null, quota: null },
    })
    expect((await rmirror('logout')).out).toContain("This computer wasn't connected")
  })

  test('is content with a token that had ended before', async () => {
    const bob = await signUp(server, 'burt@example.org')
    await loginBy(bob.token)
    const api = createApi({ server: server.url, token: () => bob.token })
    await answerTo(api.DELETE('/api/v1/auth/agent-token'))
    expect(await rmirror('logout')).toMatchObject({ status: 0, err: '' })
    expect(kept().servers).toEqual({})
  })

  test('forgets the token of a server that does not answer, and says what it may still open', async () => {
    const gone = await TestServer.start()
    await gone.stop()
    write('config/rmirror/credentials.json', { servers: { [gone.url]: { token: 'abc', email: 'ann@example.org' } } })
    expect(await rmirror('logout', '--server', gone.url)).toEqual({
      status: 1,
      out: `The token for ${gone.url} was deleted from this computer.\n`,
      err: expect.stringContaining(
        `stays valid until it expires or you revoke it in the dashboard: ${gone.url} doesn't answer`,
      ),
    })
    expect(kept().servers).toEqual({})
  })
})

test('without a keychain the token lies in the file, and a line says so', async () => {
  const environment = {
    RMIRROR_AGENT_KEYCHAIN: '',
    DBUS_SESSION_BUS_ADDRESS: '',
    XDG_RUNTIME_DIR: at('none'),
    RMIRROR_TOKEN: ann.token,
  }
  const { status, err } = await rmirrorWith(environment, 'login', '--server', server.url, '--token')
  expect({ status, err }).toEqual({
    status: 0,
    err: `No keychain answers, so the token is stored in ${at('config/rmirror/credentials.json')}, readable only by you.\n`,
  })
  expect(kept().servers[server.url].token).toBe(ann.token)
})

test('the keychain has the token, where there is one, until logout', async () => {
  const rmirror = `'${process.execPath}' '${fileURLToPath(new URL('../../../bin/rmirror.mjs', import.meta.url))}'`
  const script = `
    ${rmirror} login --server ${server.url} --token <token && cp config/rmirror/credentials.json . &&
    ${rmirror} status && ${rmirror} logout && { ${rmirror} status || true; }`
  write('token', `${ann.token}\n`)
  const run = await withKeychain(script)
  expect(run.stdout).toContain('Token:   from login')
  expect(run.stdout).toContain('no longer connected')
  expect(run.stdout).toContain('Account: not signed in')
  expect(run.stderr).not.toContain('No keychain answers')
  expect(JSON.parse(readFileSync(at('credentials.json'), 'utf8')).servers[server.url]).toEqual({
    email: 'ann@example.org',
  })
})
