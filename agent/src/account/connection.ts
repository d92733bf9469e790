// SPDX-License-Identifier: AGPL-3.0-or-later
// Connects a command to its server: which server, with which token, and advice if that fails.
import {
  type Api,
  ApiProblem,
  createApi,
  ImpossibleAnswer,
  isToken,
  NotOurServer,
  NotReached,
  type RetryPolicy,
  serverAddressOf,
} from '@rmirror/shared/api'
import { CommandError, UsageError } from '../errors.ts'
import { environment, options } from '../options/options.ts'
import { visibleLine } from '../visible.ts'
import { type Credential, credentialFor, defaultServer } from './credentials.ts'
import { renewedIfDue } from './renewal.ts'

const firstServer = 'http://127.0.0.1:8080'

/** The given address, that of the environment, that of the last login, or the one that `make run` uses. */
export async function chooseServer(given: string | undefined): Promise<string> {
  return serverAddress(given ?? environment('server') ?? (await defaultServer()) ?? firstServer)
}

function serverAddress(text: string): string {
  const address = serverAddressOf(text)
  if ('server' in address) return address.server
  if (address.problem === 'no-address')
    throw new UsageError(`"${text}" isn't a server address such as https://rmirror.example.org`)
  throw new UsageError("a server address has a name and possibly a path, but no password, token, '?' or '#'")
}

export function anonymousApi(server: string): Api {
  return createApi({ server })
}

export interface Connection {
  server: string
  api: Api
  credential: Pick<Credential, 'token'> & Partial<Credential>
  /** The token was set for this run alone, by RMIRROR_TOKEN. */
  fromEnvironment: boolean
}

export async function connect(given: string | undefined, retryPolicy?: RetryPolicy): Promise<Connection> {
  const server = await chooseServer(given)
  const connection = await connectAsKnown(server, retryPolicy)
  if (!connection)
    throw new CommandError(`this computer isn't connected to ${server}. Run "rmirror login --server ${server}".`)
  return connection
}

/** Undefined if this computer isn't signed in there. */
export async function connectTo(server: string): Promise<Connection | undefined> {
  return connectAsKnown(server, undefined)
}

/** For commands that also work without a server. Undefined if this computer isn't signed in. */
export async function connectIfSignedIn(retryPolicy?: RetryPolicy): Promise<Connection | undefined> {
  return connectAsKnown(await chooseServer(undefined), retryPolicy)
}

/** Latest token by server. A token that was renewed must not be used again: the server would sign this computer out. */
const newest = new Map<string, string>()

async function connectAsKnown(server: string, retryPolicy: RetryPolicy | undefined): Promise<Connection | undefined> {
  const token = environment('token')
  const credential = token ? { token: checkedToken(token) } : await renewedCredential(server)
  if (!credential) return undefined
  if (!token) newest.set(server, credential.token)
  const current = () => (token ? credential.token : (newest.get(server) ?? credential.token))
  const api = createApi({ server, token: current, ...(retryPolicy && { retryPolicy }) })
  return { server, api, credential, fromEnvironment: token !== undefined }
}

async function renewedCredential(server: string): Promise<Credential | undefined> {
  const kept = await credentialFor(server)
  return kept && renewedIfDue(server, kept)
}

export function checkedToken(text: string): string {
  const token = text.trim()
  if (!isToken(token)) throw new CommandError("this isn't a token. Paste it exactly as it was shown.")
  return token
}

/** Converts errors of a connection to a CommandError with advice; returns other errors unchanged. */
export function commandErrorFrom(
  error: unknown,
  { server, fromEnvironment }: Pick<Connection, 'server' | 'fromEnvironment'>,
) {
  if (error instanceof NotReached && isOfCertificate(error))
    return new CommandError(
      `the certificate of ${server} isn't trusted. If its authority is your own, name its certificate by --ca.`,
      { cause: error },
    )
  if (error instanceof NotReached)
    return new CommandError(`${error.message}. Is the server running, and is --server right?`, { cause: error })
  if (error instanceof NotOurServer) return new CommandError(`${error.message}. Is --server right?`, { cause: error })
  if (error instanceof ImpossibleAnswer)
    return new CommandError(`${server}: ${visibleLine(error.message)}`, { cause: error })
  if (!(error instanceof ApiProblem)) return error
  if (error.status !== 401) return new CommandError(`${server}: ${visibleLine(error.message)}`, { cause: error })
  const advice = fromEnvironment
    ? `The token in ${options.token.variable?.name} isn't valid there (any more).`
    : `Run "rmirror login --server ${server}" again.`
  return new CommandError(`${server}: ${visibleLine(error.message)} ${advice}`, { cause: error })
}

/** Errors of Node about certificates, by OpenSSL's codes. */
function isOfCertificate(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause)
    if ('code' in at && /CERT|SIGNATURE|ISSUER/.test(String(at.code))) return true
  return false
}
