// SPDX-License-Identifier: AGPL-3.0-or-later
// A strict mail server: smtp-server's protocol, and rules for what arrives. Faults are put into the dialogue in front of
// it (faulty-dialogue.mjs). Where a mail breaks a rule it is still taken, and counted as a violation.
import PostalMime from 'postal-mime'
import { SMTPServer } from 'smtp-server'
import { drawPort } from '../draw-port.mjs'
import { FaultyDialogue } from './faulty-dialogue.mjs'
import { faultsOfMail } from './rules.mjs'

/**
 * @typedef {object} ReceivedMail
 * @property {string} from of the envelope
 * @property {string[]} to of the envelope
 * @property {string} raw
 * @property {import('postal-mime').Email} mail
 * @property {boolean} encrypted
 * @property {string | undefined} user
 * @property {number} connection its number, from 1
 */

/**
 * @typedef {object} MailOptions
 * @property {number} [port] 0: a free one
 * @property {{key: string, cert: string}} [tls] offers STARTTLS
 * @property {boolean} [fromStart] TLS from the start
 * @property {{user: string, password: string}} [account] must sign in
 * @property {boolean} [noUnicode] doesn't offer SMTPUTF8
 */

/** @param {MailOptions} [options] */
export async function startMail({ port = 0, tls, fromStart = false, account, noUnicode = false } = {}) {
  /** @type {ReceivedMail[]} */
  const mails = []
  /** @type {string[]} */
  const violations = []
  let connections = 0
  const server = new SMTPServer({
    secure: fromStart,
    ...tls,
    authOptional: !account,
    // The dialogue in front is where connections come from; faults are its concern.
    disableReverseLookup: true,
    disabledCommands: [...(tls && !fromStart ? [] : ['STARTTLS']), ...(account ? [] : ['AUTH'])],
    allowInsecureAuth: !tls,
    hideSMTPUTF8: noUnicode,
    size: 200_000,
    logger: false,
    onConnect(session, callback) {
      Object.assign(session, { number: ++connections })
      callback()
    },
    onAuth({ username, password }, _session, callback) {
      if (username === account?.user && password === account?.password) callback(null, { user: username })
      else callback(Object.assign(new Error('Authentication credentials invalid'), { responseCode: 535 }))
    },
    onData(stream, session, callback) {
      /** @type {Buffer[]} */
      const pieces = []
      stream.on('data', (piece) => pieces.push(piece))
      stream.on('end', () => {
        const raw = Buffer.concat(pieces)
        void PostalMime.parse(raw).then((mail) => {
          const { mailFrom, rcptTo } = session.envelope
          const to = rcptTo.map(({ address }) => address)
          violations.push(...faultsOfMail(raw, mail, to))
          mails.push({
            from: mailFrom ? mailFrom.address : '',
            ...{ to, raw: raw.toString('utf8'), mail, encrypted: session.secure },
            user: typeof session.user === 'string' ? session.user : undefined,
            connection: 'number' in session ? Number(session.number) : 0,
          })
          callback(null, 'taken')
        }, callback)
      })
    },
  })
  // A client that breaks off is no error of the server.
  server.on('error', () => {})
  const inner = await listening(server, 0)
  const dialogue = new FaultyDialogue(inner)
  const outer = await dialogue.listen(port)
  return {
    port: outer,
    address: `${fromStart ? 'smtps' : 'smtp'}://127.0.0.1:${outer}`,
    mails,
    violations,
    faults: dialogue.faults,
    /** Mails that were taken, and whose sender didn't get to know. */
    cut: dialogue.cut,
    connections: () => connections,
    /** Ends all connections: otherwise the next mail may come through one that is past its first steps. */
    disconnect: () => dialogue.disconnect(),
    async close() {
      await dialogue.close()
      await new Promise((resolve) => server.close(() => resolve(undefined)))
    },
  }
}

/**
 * @param {SMTPServer} server
 * @param {number} port
 * @returns {Promise<number>}
 */
function listening(server, port) {
  const chosen = port || drawPort('emulator')
  return new Promise((resolve, reject) => {
    server.server.once('error', (error) => {
      const isTaken = 'code' in error && error.code === 'EADDRINUSE'
      if (port || !isTaken) reject(error)
      else listening(server, port).then(resolve, reject)
    })
    server.listen(chosen, '127.0.0.1', () => resolve(chosen))
  })
}
