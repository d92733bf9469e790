// SPDX-License-Identifier: AGPL-3.0-or-later
// Why our own server could not deliver, or take a setting: its sentences, and the key of the same in every language. A
// service is called by its name at the beginning, `{status}` is what it responded with. tests/architecture holds this list
// to the server's sources.
import type { TextKey } from '../i18n/languages.ts'

export const serverReasons: Readonly<Record<string, TextKey>> = {
  "{service} didn't respond in time.": 'reason.tooLate',
  "{service} can't be reached.": 'reason.unreachable',
  "{service} sent a response that can't be read.": 'reason.unreadable',
  '{service} asked this server to wait. It waits for its turn.': 'reason.askedToWait',
  '{service} responded with status {status}.': 'reason.status',
  '{service} responded with status {status}. Check its settings.': 'reason.statusSettings',
  "{service} responded with status {status}. Redirects aren't followed: enter the address they lead to.":
    'reason.statusRedirect',
  '{service} refused the highlight.': 'reason.refusedHighlight',
  "The address leads to a private network, which this server doesn't call. Enter a public one.":
    'reason.privateAddress',
  'Too many calls are in progress. It waits for its turn.': 'reason.overloaded',
  'It waits for its turn, so as not to ask too often.': 'reason.turn',
  'The server stopped meanwhile. It is retried automatically.': 'reason.serverStopped',
  'The worker stopped responding.': 'reason.workerStopped',
  'Something went wrong on the server.': 'reason.serverFault',
  'The integration was removed.': 'reason.removed',
  'The integration is paused.': 'reason.paused',
  "The saved credential can't be decrypted. Enter it again.": 'reason.credentialBroken',
  "The saved credential can't be decrypted. Create a new one.": 'reason.drawnCredentialBroken',
  "The saved credential can't be decrypted, because this server lacks its master key. Ask whoever runs the server to add the key to RMIRROR_MASTER_KEYS, or enter it again.":
    'reason.keyMissing',
  "The saved credential can't be decrypted, because this server lacks its master key. Ask whoever runs the server to add the key to RMIRROR_MASTER_KEYS, or create a new one.":
    'reason.drawnKeyMissing',
  "The target doesn't take this any more.": 'reason.notTaken',
  'The highlight has no text.': 'reason.noText',
  'Must be given.': 'reason.missing',
  'Must start with https:// or http://.': 'reason.noWebAddress',
  'Must be a valid web address.': 'reason.invalidAddress',
  'Must not contain a user name or password.': 'reason.addressWithPassword',
  'Must not be an address of a private network.': 'reason.privateNetwork',
  'Must be an access token from readwise.io/access_token.': 'reason.readwiseToken',
  "Notion doesn't accept this token.": 'reason.notionToken',
  "Notion doesn't allow this token to do that.": 'reason.notionNotAllowed',
  'Notion is taking no more calls for a while. Try again in a minute.': 'reason.notionBusy',
  "Notion doesn't accept this server's OAuth client. Tell the administrator.": 'reason.notionClient',
  "Notion can't be reached at the moment. Try again later.": 'reason.notionLater',
  'Notion no longer accepts this connection. Connect Notion again.': 'reason.notionEnded',
  'The administrator of this server has blocked this workspace.': 'notion.blocked',
  'Must be a token as Notion shows it.': 'reason.notionTokenForm',
  "This server can't decrypt the credential at the moment.": 'reason.undecipherable',
}

/** What the server calls the program behind a webhook's address. */
export const receiver = 'Your receiver'
