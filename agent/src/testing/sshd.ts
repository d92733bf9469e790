// SPDX-License-Identifier: AGPL-3.0-or-later
// Debian's SSH server as a tablet that can be unplugged. It serves a folder of this computer.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, mkdirSync, rmSync } from 'node:fs'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { userInfo } from 'node:os'
import { onFreePort } from '../../../tests/world/free-port.ts'
import { at } from './program.ts'

export class SshTablet {
  readonly user = userInfo().username
  /** Port of the simulated cable. */
  port = 0
  readonly #withSftp: boolean
  readonly #programs: string | undefined
  #server: ChildProcess | undefined
  #serverPort = 0
  #cable: Server | undefined
  readonly #sockets = new Set<Socket>()
  #bytesUntilCut = Number.POSITIVE_INFINITY

  private constructor(withSftp: boolean, programs: string | undefined) {
    this.#withSftp = withSftp
    this.#programs = programs
  }

  /** `programs`: a folder of programs that stand before those of the system. */
  static async start({ sftp, programs }: { sftp: boolean; programs?: string }): Promise<SshTablet> {
    const tablet = new SshTablet(sftp, programs)
    mkdirSync(at('sshd'), { recursive: true })
    tablet.changeHostKey()
    makeKey(tablet.keyFile)
    copyFileSync(`${tablet.keyFile}.pub`, at('sshd/authorized'))
    await onFreePort((port) => {
      tablet.#serverPort = port
      return tablet.#serve()
    })
    await onFreePort((port) => {
      tablet.port = port
      return tablet.plug()
    })
    return tablet
  }

  /** A private key that the tablet accepts. */
  get keyFile(): string {
    return at('sshd/user')
  }

  /** "SHA256:…" */
  get hostKey(): string {
    return execFileSync('ssh-keygen', ['-l', '-f', at('sshd/host.pub')], { encoding: 'utf8' }).split(' ')[1] ?? ''
  }

  /** In the command line's form. */
  addressOf(folder: string): string {
    return `${this.user}@127.0.0.1:${this.port}${folder}`
  }

  /** Takes effect when the server is started next. */
  changeHostKey(): void {
    for (const name of ['host', 'host.pub']) rmSync(at('sshd', name), { force: true })
    makeKey(at('sshd/host'))
  }

  async restart(): Promise<void> {
    await this.#end()
    await this.#serve()
  }

  /** The cable breaks when this many more bytes have reached the tablet, and again at each further byte. */
  cutAfter(bytes: number): void {
    this.#bytesUntilCut = bytes
  }

  async plug(): Promise<void> {
    this.#cable = createServer((near) => {
      const far = connect(this.#serverPort, '127.0.0.1')
      for (const socket of [near, far]) {
        this.#sockets.add(socket)
        socket.on('error', () => undefined).on('close', () => this.#sockets.delete(socket))
      }
      near.on('data', (part) => {
        far.write(part.subarray(0, Math.max(0, this.#bytesUntilCut)))
        this.#bytesUntilCut -= part.length
        if (this.#bytesUntilCut < 0) far.end()
      })
      far.pipe(near)
      near.on('close', () => far.destroySoon())
      far.on('close', () => near.destroy())
    }).listen(this.port, '127.0.0.1')
    await once(this.#cable, 'listening')
  }

  async unplug(): Promise<void> {
    this.#cable?.close()
    for (const socket of this.#sockets) socket.destroy()
    if (this.#cable) await once(this.#cable, 'close')
    this.#cable = undefined
  }

  async stop(): Promise<void> {
    await this.unplug()
    await this.#end()
  }

  async #serve(): Promise<void> {
    // As root it requires a folder for its unprivileged processes.
    if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true })
    const settings = [
      ...[`HostKey=${at('sshd/host')}`, `AuthorizedKeysFile=${at('sshd/authorized')}`, 'PidFile=none'],
      ...['ListenAddress=127.0.0.1', `Port=${this.#serverPort}`, 'StrictModes=no', 'UsePAM=no'],
      ...(this.#withSftp ? ['Subsystem=sftp internal-sftp'] : []),
      ...(this.#programs === undefined ? [] : [`SetEnv=PATH=${this.#programs}:/usr/bin:/bin`]),
    ]
    this.#server = spawn(
      '/usr/sbin/sshd',
      ['-D', '-e', '-f', '/dev/null', ...settings.flatMap((each) => ['-o', each])],
      {
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    )
    let said = ''
    for await (const part of this.#server.stderr?.setEncoding('utf8') ?? []) {
      said += part
      if (said.includes('Server listening')) break
    }
    if (!said.includes('Server listening')) throw new Error(`sshd ended: ${said}`)
  }

  async #end(): Promise<void> {
    const server = this.#server
    this.#server = undefined
    if (!server || server.exitCode !== null || server.signalCode !== null) return
    server.kill()
    await once(server, 'exit')
  }
}

const makeKey = (path: string) => execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', path])
