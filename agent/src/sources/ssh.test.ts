// SPDX-License-Identifier: AGPL-3.0-or-later
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import ssh2 from 'ssh2'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { at, documentFiles, rmirrorWith, startWith, write } from '../testing/program.ts'
import { SshTablet } from '../testing/sshd.ts'
import type { Source } from './source.ts'
import { openSsh } from './ssh.ts'
import { sshAddress } from './ssh-address.ts'
import type { SshAccess } from './ssh-session.ts'

const { Server } = ssh2

let tablet: SshTablet
let sources: Source[] = []
beforeEach(async () => {
  tablet = await SshTablet.start({ sftp: true })
  mkdirSync(at('xochitl'))
  for (const [path, bytes] of Object.entries(documentFiles())) write(`xochitl/${path}`, bytes)
})
afterEach(async () => {
  for (const source of sources) source.close?.()
  sources = []
  await tablet.stop()
})

const where = (folder = at('xochitl')) => tablet.addressOf(folder)
const { signal } = new AbortController()

function open(access: Partial<SshAccess> = {}, folder = at('xochitl')): Source {
  const address = sshAddress(where(folder))
  if (!address) throw new Error('no address')
  const keys = [readFileSync(tablet.keyFile, 'utf8')]
  const source = openSsh({ address, access: async () => ({ hostKey: tablet.hostKey, keys, ...access }) })
  sources.push(source)
  return source
}

test.each([
  ['10.11.99.1', { user: 'root', host: '10.11.99.1', port: 22, name: 'root@10.11.99.1' }],
  ['me@tablet.local:2222', { user: 'me', host: 'tablet.local', port: 2222, name: 'me@tablet.local:2222' }],
  ['[fe80::1]/srv/library/', { host: 'fe80::1', path: '/srv/library', name: 'root@[fe80::1]/srv/library/' }],
])('%s is an address', (text, parts) => expect(sshAddress(text)).toMatchObject(parts))

test.each(['', '-oProxyCommand=x', 'a b', 'host:0', 'host:70000', 'user:password@host', 'ssh://host'])(
  '%j is none',
  (text) => expect(sshAddress(text)).toBeUndefined(),
)

test('a connection that breaks is opened once more, also between a look and its pages', async () => {
  const source = open()
  const { files } = await source.scan(signal)
  await tablet.unplug()
  await tablet.plug()
  const page = files.find(({ path }) => path.endsWith('.rm'))
  expect((await page?.read())?.length).toBe(page?.size)
  expect(await page?.readRange?.(3, 10)).toEqual((await page?.read())?.subarray(3, 10))
})

test('names what a tablet never writes are left out, and nothing is run by them', async () => {
  writeFileSync(at('xochitl', '$(touch pwned).metadata'), '{}')
  writeFileSync(at('xochitl', "it's; rm -rf x.metadata"), '{}')
  expect((await open().scan(signal)).files).toHaveLength(4)
})

test('a host key that is not known, or another one, is refused before anything is sent', async () => {
  const unknown = open({ hostKey: undefined, password: 'secret' })
  await expect(unknown.scan(signal)).rejects.toThrow(/isn't known on this computer yet. Run "rmirror connect ssh/)
  const source = open({ hostKey: tablet.hostKey })
  await source.scan(signal)
  source.close?.()
  const before = tablet.hostKey
  tablet.changeHostKey()
  await tablet.unplug()
  await tablet.restart()
  await tablet.plug()
  await expect(open({ hostKey: before }).scan(signal)).rejects.toThrow('has another host key than before')
})

test('without a key that fits it says what to do', async () => {
  await expect(open({ keys: [] }).scan(signal)).rejects.toThrow(/refused this computer. Run "rmirror connect ssh/)
})

test('a folder that is not there is told', async () => {
  await expect(open({}, at('nowhere')).scan(signal)).rejects.toThrow("can't be read")
})

/** A tablet that accepts only a password and has no SFTP. */
async function passwordTablet(password: string) {
  const server = new Server({ hostKeys: [readFileSync(at('sshd/host'))] }, (client) => {
    client.on('error', () => undefined)
    client.on('authentication', (context) =>
      context.method === 'password' && context.password === password ? context.accept() : context.reject(['password']),
    )
    client.on('session', (accept) =>
      accept().on('exec', (begin, _reject, { command }) => {
        const channel = begin()
        const shell = spawn('sh', ['-c', command], { stdio: ['ignore', 'pipe', 'ignore'] })
        shell.stdout.pipe(channel, { end: false })
        shell.on('close', (status) => {
          channel.exit(status ?? 1)
          channel.end()
        })
      }),
    )
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { server, port: (server.address() as AddressInfo).port }
}

test('a password opens it that was asked for once', async () => {
  const { server, port } = await passwordTablet('s3cret')
  try {
    const name = `root@127.0.0.1:${port}${at('xochitl')}`
    const connect = (input: string) =>
      startWith({ HOME: at('.'), input }, 'connect', 'ssh', name, '--host-key', tablet.hostKey).outcome
    expect((await connect('wrong\n')).err).toContain('refused the password. Nothing was stored.')
    const { status, out, err } = await connect('s3cret\n')
    expect({ status, out }).toEqual({ status: 0, out: `${name} can be read. Start "rmirror watch --ssh ${name}".\n` })
    expect(err).toContain('The password is stored in')
    expect(out + err).not.toContain('s3cret')
    const stored = JSON.parse(readFileSync(at('config/rmirror/credentials.json'), 'utf8'))
    expect(stored.tablets[name]).toEqual({ host_key: tablet.hostKey, password: 's3cret' })
    const address = sshAddress(name)
    if (!address) throw new Error('no address')
    const { password } = stored.tablets[name]
    const source = openSsh({ address, access: async () => ({ hostKey: tablet.hostKey, password, keys: [] }) })
    sources.push(source)
    expect((await source.scan(signal)).files).toHaveLength(4)
  } finally {
    server.close()
  }
})

test('connect makes a tablet known once its key is accepted, and changes nothing otherwise', async () => {
  const connect = (...more: string[]) =>
    rmirrorWith({}, 'connect', 'ssh', where(), '--ssh-key', tablet.keyFile, ...more)
  const refused = await connect()
  expect(refused.err).toContain('turning that on resets the\ntablet')
  expect(refused.err).toContain(`give --host-key ${tablet.hostKey}`)
  expect((await connect('--host-key', 'SHA256:wrong')).err).toContain('shows another host key')
  expect(() => readFileSync(at('config/rmirror/credentials.json'))).toThrow('ENOENT')
  expect(await connect('--host-key', tablet.hostKey)).toMatchObject({
    status: 0,
    out: `${where()} can be read. Start "rmirror watch --ssh ${where()}".\n`,
  })
  expect(JSON.parse(readFileSync(at('config/rmirror/credentials.json'), 'utf8'))).toEqual({
    servers: {},
    tablets: { [where()]: { host_key: tablet.hostKey } },
  })
  expect((await connect()).status).toBe(0)
  expect((await rmirrorWith({}, 'connect', 'ssh')).err).toContain('connect takes "notion", or "ssh" and the address')
})
