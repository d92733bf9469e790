// SPDX-License-Identifier: AGPL-3.0-or-later
// A reverse proxy with the configuration of deploy/, before a server of a test. Only addresses, ports and the certificate
// are replaced.
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onFreePort } from './free-port.ts'
import { untilListening } from './listening.ts'

const deploy = join(import.meta.dirname, '../../deploy')

export interface ReverseProxy extends AsyncDisposable {
  port: number
  /** Where it speaks HTTP without TLS. */
  plainPort: number
  /** That the certificate was issued by, which is the certificate itself. */
  ca: string
}

interface Place {
  folder: string
  port: number
  plainPort: number
  /** The ports of the servers behind it. */
  servers: number[]
  certificate: string
  key: string
}

/** Replaces exactly one occurrence. */
function replaced(text: string, changes: [from: string, to: string][]): string {
  return changes.reduce((all, [from, to]) => {
    if (all.split(from).length !== 2) throw new Error(`It has not exactly one ${JSON.stringify(from)}`)
    return all.replace(from, to)
  }, text)
}

function nginx({ folder, port, plainPort, servers, certificate, key }: Place): [command: string, words: string[]] {
  const site = replaced(readFileSync(join(deploy, 'nginx/rmirror.conf'), 'utf8'), [
    ['server 127.0.0.1:8080 max_fails=0;', servers.map((port) => `server 127.0.0.1:${port} max_fails=0;`).join(' ')],
    ['listen 80;', `listen 127.0.0.1:${plainPort};`],
    ['    listen [::]:80;\n', ''],
    ['listen 443 ssl http2;', `listen 127.0.0.1:${port} ssl http2;`],
    ['    listen [::]:443 ssl http2;\n', ''],
    ['/etc/letsencrypt/live/notes.example.org/fullchain.pem', certificate],
    ['/etc/letsencrypt/live/notes.example.org/privkey.pem', key],
  ])
  const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${folder}/${name};`,
  )
  // That one of several can't be reached is what a test may want.
  const level = servers.length > 1 ? 'crit' : 'warn'
  const whole = `daemon off; pid ${folder}/pid; error_log stderr ${level}; ${process.getuid?.() === 0 ? 'user root;' : ''}
    events {} http { access_log off; ${paths.join(' ')}\n${site}}`
  writeFileSync(join(folder, 'nginx.conf'), whole)
  const words = ['-c', join(folder, 'nginx.conf'), '-p', folder, '-e', 'stderr']
  execFileSync('/usr/sbin/nginx', [...words, '-t', '-q'])
  return ['/usr/sbin/nginx', words]
}

function caddy({ folder, port, plainPort, servers, certificate, key }: Place): [command: string, words: string[]] {
  const site = replaced(readFileSync(join(deploy, 'caddy/Caddyfile'), 'utf8'), [
    ['\n{$SITE:notes.example.org} {', `\nhttps://localhost:${port} {`],
    ['tls {', `tls ${certificate} ${key} {`],
    [
      'reverse_proxy {$UPSTREAM:127.0.0.1:8080} {',
      `reverse_proxy ${servers.map((server) => `127.0.0.1:${server}`).join(' ')} {`,
    ],
  ])
  const global = `{\n\tadmin off\n\tgrace_period 100ms\n\thttp_port ${plainPort}\n\thttps_port ${port}\n\tdefault_bind 127.0.0.1\n\tlog {\n\t\tlevel ERROR\n\t}\n}\n`
  writeFileSync(join(folder, 'Caddyfile'), global + site)
  const words = ['--config', join(folder, 'Caddyfile'), '--adapter', 'caddyfile']
  execFileSync('caddy', ['validate', ...words], { stdio: ['ignore', 'ignore', 'pipe'] })
  return ['caddy', ['run', ...words]]
}

const configurations = { nginx, caddy }
export type Kind = keyof typeof configurations

export async function startReverseProxy(kind: Kind, ...serverUrls: string[]): Promise<ReverseProxy> {
  const folder = mkdtempSync(join(tmpdir(), 'rmirror-proxy-'))
  const certificate = join(folder, 'certificate.pem')
  const key = join(folder, 'key.pem')
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1'],
      ...['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost', '-keyout', key, '-out', certificate],
    ],
    { stdio: 'ignore' },
  )
  const servers = serverUrls.map((url) => Number(new URL(url).port))
  const startAt = async (port: number, plainPort: number) => {
    const [command, words] = configurations[kind]({ folder, port, plainPort, servers, certificate, key })
    const child = spawn(command, words, {
      env: { PATH: process.env.PATH ?? '', HOME: folder, XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder },
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    const ended = once(child, 'exit')
    for (const each of [port, plainPort]) await untilListening(child, each)
    return { port, plainPort, child, ended }
  }
  const { port, plainPort, child, ended } = await onFreePort((port) =>
    onFreePort((plainPort) => startAt(port, plainPort)),
  )
  return {
    port,
    plainPort,
    ca: readFileSync(certificate, 'utf8'),
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM')
      await ended
      rmSync(folder, { recursive: true })
    },
  }
}
