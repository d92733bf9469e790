// SPDX-License-Identifier: AGPL-3.0-or-later
// One SSH connection to a tablet.
import { createHash } from 'node:crypto'
import { SourceError } from '@rmirror/shared/library'
import type { AnyAuthMethod, Client, ClientChannel, SFTPWrapper } from 'ssh2'
import type { SshAddress } from './ssh-address.ts'

export interface SshAccess {
  /** "SHA256:…", as `ssh-keygen -l` shows it. */
  hostKey?: string | undefined
  password?: string | undefined
  /** Private keys in any format of OpenSSH. */
  keys: string[]
  /** Socket of ssh-agent. */
  agent?: string | undefined
}

/** The tablet's host key isn't the expected one, or none is expected yet. */
export class UnknownHostKey extends SourceError {
  readonly hostKey: string

  constructor(address: SshAddress, hostKey: string, expected: string | undefined) {
    const what =
      expected === undefined
        ? `${address.name} isn't known on this computer yet`
        : `${address.name} has another host key than before: it was reset, or another device answers in its place`
    super('unreadable-file', `${what}. Run "rmirror connect ssh ${address.name}"`)
    this.hostKey = hostKey
  }
}

/** The tablet accepts neither a key nor the password. */
export class RefusedBySsh extends SourceError {
  constructor({ name }: SshAddress, cause: unknown) {
    super('unreadable-file', `${name} refused this computer. Run "rmirror connect ssh ${name}"`, { cause })
  }
}

/** The command ended with another status than 0; undefined: the connection broke before. */
export class CommandFailed extends Error {
  override name = 'CommandFailed'
  readonly status: number | undefined

  constructor(status: number | undefined) {
    super(`exit status ${status}`)
    this.status = status
  }
}

const readyMs = 20_000
const keepAliveMs = 10_000
const maxSilentKeepAlives = 3
const noSuchFolder = 90

export class SshSession {
  readonly #client: Client
  #isOpen = true

  private constructor(client: Client) {
    this.#client = client
    client.once('close', () => {
      this.#isOpen = false
    })
    // A connection that breaks later is noticed by the next request.
    client.on('error', () => this.close())
  }

  /** Rejects with a SourceError that says what to do. */
  static async open(address: SshAddress, access: SshAccess, signal: AbortSignal): Promise<SshSession> {
    signal.throwIfAborted()
    const ssh2 = await import('ssh2')
    const Client = ssh2.Client ?? ssh2.default.Client
    const parseKey = (ssh2.utils ?? ssh2.default.utils).parseKey
    const keys = access.keys.filter((key) => !(parseKey(key) instanceof Error))
    const client = new Client()
    let shown: string | undefined
    const giveUp = () => client.destroy()
    signal.addEventListener('abort', giveUp, { once: true })
    try {
      await new Promise<void>((resolve, reject) => {
        client
          .once('ready', resolve)
          .once('error', reject)
          .once('close', () => reject(new Error('closed')))
        client.connect({
          ...{ host: address.host, port: address.port, username: address.user, readyTimeout: readyMs },
          ...{ keepaliveInterval: keepAliveMs, keepaliveCountMax: maxSilentKeepAlives },
          authHandler: methodsOf(address.user, { ...access, keys }),
          hostVerifier: (key: Buffer) => {
            shown = fingerprintOf(key)
            return shown === access.hostKey
          },
        })
      })
      return new SshSession(client)
    } catch (error) {
      client.on('error', () => undefined).destroy()
      signal.throwIfAborted()
      if (shown !== undefined && shown !== access.hostKey) throw new UnknownHostKey(address, shown, access.hostKey)
      throw failureFrom(error, address)
    } finally {
      signal.removeEventListener('abort', giveUp)
    }
  }

  get isOpen(): boolean {
    return this.#isOpen
  }

  close(): void {
    this.#isOpen = false
    this.#client.destroy()
  }

  /** Undefined if the tablet has no SFTP. */
  async sftp(): Promise<SFTPWrapper | undefined> {
    return new Promise((resolve, reject) => {
      const broken = () => reject(new Error('closed'))
      this.#client.once('close', broken)
      this.#client.sftp((error, sftp) => {
        this.#client.off('close', broken)
        // Errors of unanswered requests are also reported by those requests.
        if (!error) resolve(sftp.on('error', () => undefined))
        else if (this.#isOpen) resolve(undefined)
        else reject(error)
      })
    })
  }

  /** The output of a command that runs in this folder of the tablet. Rejects with CommandFailed if the command fails. */
  async run(folder: string, command: string, input?: string): Promise<Buffer> {
    const inFolder = `cd ${shellWord(folder)} || exit ${noSuchFolder}; ${command}`
    return new Promise((resolve, reject) => {
      this.#client.exec(inFolder, (error, channel: ClientChannel | undefined) => {
        if (error || !channel) return reject(error)
        const parts: Buffer[] = []
        let status: number | undefined
        channel.on('data', (part: Buffer) => parts.push(part))
        channel.stderr.resume()
        channel.on('exit', (code: number) => {
          status = code
        })
        channel.on('close', () => {
          if (status === 0) resolve(Buffer.concat(parts))
          else if (status === noSuchFolder) reject(new SourceError('unreadable-file', 'The tablet has no such folder'))
          else reject(new CommandFailed(status))
        })
        // Errors of the stream are told by the command's status, which is undefined if the connection broke.
        channel.on('error', () => undefined)
        if (input !== undefined) channel.end(input)
      })
    })
  }
}

/** One word for the tablet's shell, whatever is in it. */
export const shellWord = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`

function methodsOf(username: string, { password, keys, agent }: SshAccess): AnyAuthMethod[] {
  return [
    ...keys.map((key) => ({ type: 'publickey' as const, username, key })),
    ...(agent === undefined ? [] : [{ type: 'agent' as const, username, agent }]),
    ...(password === undefined ? [] : [{ type: 'password' as const, username, password }]),
  ]
}

function fingerprintOf(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`
}

function failureFrom(error: unknown, address: SshAddress): SourceError {
  const isRefused = error instanceof Error && 'level' in error && error.level === 'client-authentication'
  if (isRefused) return new RefusedBySsh(address, error)
  const sentence = `${address.name} doesn't answer. Wake the tablet, and connect it by USB or to the same network`
  return new SourceError('unreadable-file', sentence, { cause: error })
}
