// SPDX-License-Identifier: AGPL-3.0-or-later
// The sentences in which our server says why it couldn't deliver, or accept a setting, with the keys of their
// translations. `{service}` is the service's name, at the beginning; `{status}` is what it responded with, `{words}` in
// its own words; `{properties}` is what a database lacks. tests/architecture checks this list against the server's
// sources.
import type { TextKey } from '../../i18n/languages.ts'

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
  '{service} refused the task.': 'reason.todoistRefused',
  "The address leads to a private network, which this server doesn't call. Enter a public one.":
    'reason.privateAddress',
  "{service} didn't answer the verification with its challenge, so nothing is sent there.": 'reason.noChallenge',
  '{service} answered more than 1 MB.': 'reason.answeredTooMuch',
  '{service} answered no text.': 'reason.answeredNoText',
  "The secret for your own code can't be decrypted. Remove its address from the templates, save them, and enter it again.":
    'reason.ownCodeSecret',
  'Your templates and steps leave nothing of this text.': 'reason.templatesLeaveNothing',
  'Your templates and steps take too long. Make them simpler.': 'reason.templatesTooLong',
  'This is a server for trying things out, which sends nothing.': 'reason.tryingOut',
  'Too many calls are in progress. It waits for its turn.': 'reason.overloaded',
  'It waits for its turn, so as not to ask too often.': 'reason.turn',
  'The server stopped meanwhile. It is retried automatically.': 'reason.serverStopped',
  'The worker stopped responding.': 'reason.workerStopped',
  'Something went wrong on the server.': 'reason.serverFault',
  'The integration was removed.': 'reason.removed',
  'The integration is paused.': 'reason.paused',
  "The saved credential can't be decrypted. Enter it again.": 'reason.credentialBroken',
  "The saved credential can't be decrypted. Create a new one.": 'reason.drawnCredentialBroken',
  "The saved credential can't be decrypted at the moment, because this server lacks its key. Ask the administrator of this server to restore the key, or enter the credential again.":
    'reason.keyMissing',
  "The saved credential can't be decrypted at the moment, because this server lacks its key. Ask the administrator of this server to restore the key, or create a new credential.":
    'reason.drawnKeyMissing',
  'Both saved credentials were refused: enter a new one.': 'reason.bothRefused',
  "The target doesn't take this any more.": 'reason.notTaken',
  'It is moved to another place.': 'reason.moving',
  'The highlight has no text.': 'reason.noText',
  'Must be given.': 'reason.missing',
  'Must start with https:// or http://.': 'reason.noWebAddress',
  'Must be a valid web address.': 'reason.invalidAddress',
  'Must not contain a user name or password.': 'reason.addressWithPassword',
  'Must not be an address of a private network.': 'reason.privateNetwork',
  'Must be an access token from readwise.io/access_token.': 'reason.readwiseToken',
  "Must be an API token from Todoist's settings.": 'reason.todoistToken',
  'Must be the id of a project in Todoist.': 'reason.todoistProject',
  'The project no longer exists in Todoist, or is archived. Choose another one.': 'reason.todoistNoProject',
  'The project is frozen in Todoist. Unfreeze it there, or choose another.': 'reason.todoistFrozen',
  'Todoist allows no more projects on your plan. Choose one that exists, or archive one in Todoist.':
    'reason.todoistProjects',
  'Todoist allows no more tasks in this project. Complete or delete some there, or choose another project.':
    'reason.todoistFull',
  'A limit of your plan in Todoist is reached.': 'reason.todoistLimit',
  "The task was deleted in Todoist, so it isn't created again.": 'reason.todoistGone',
  'Todoist no longer accepts this connection. Connect Todoist again.': 'reason.todoistEnded',
  'There is no second one beside a connection that was granted.': 'reason.grantedAlone',
  "Notion doesn't accept this token.": 'reason.notionToken',
  "Notion doesn't allow this token to do that.": 'reason.notionNotAllowed',
  'Notion is taking no more calls for a while. Try again in a minute.': 'reason.notionBusy',
  "Notion doesn't accept this server's OAuth client. Tell the administrator.": 'reason.notionClient',
  "Notion can't be reached at the moment. Try again later.": 'reason.notionLater',
  'Notion no longer accepts this connection. Connect Notion again.': 'reason.notionEnded',
  'The administrator of this server has blocked this workspace.': 'notion.blocked',
  'Must be a token as Notion shows it.': 'reason.notionTokenForm',
  "Notion doesn't find this, or it isn't shared with the connection any more. Share the database with the connection in Notion.":
    'reason.notionGone',
  "This is in Notion's trash. Restore it there.": 'reason.notionTrash',
  'The database in Notion lacks properties: {properties}. Add them there.': 'reason.notionLacks',
  'The to-do database in Notion lacks properties: {properties}. Add them there.': 'reason.notionTodosLack',
  "The row can't be moved: the other database in Notion lacks properties that you filled in: {properties}. Add them there.":
    'reason.notionLost',
  "This page's toggle holds too many nested blocks in Notion to be compared. Move some of them elsewhere.":
    'reason.notionTooNested',
  'This workspace has used all blocks of its free plan. Upgrade the plan in Notion, then retry.': 'reason.notionBlocks',
  "Notion doesn't allow this connection to do that. Allow it to read, insert and update content.":
    'reason.notionCapabilities',
  "Notion doesn't find the database, or it isn't shared with the connection. Share it in Notion, or choose another.":
    'reason.notionDatabaseGone',
  "The database is in Notion's trash. Restore it there, or choose another.": 'reason.notionDatabaseTrash',
  "The database is on a page in Notion's trash. Restore the page there, or choose another database.":
    'reason.notionDatabaseBelowTrash',
  "Notion doesn't find the to-do database, or it isn't shared with the connection. Share it in Notion, or choose another.":
    'reason.notionTodosGone',
  "The to-do database is in Notion's trash. Restore it there, or choose another.": 'reason.notionTodosTrash',
  'Must be another database than that of the notebooks.': 'reason.notionSameDatabase',
  "It was removed in Notion, so it isn't created again.": 'reason.notionRemoved',
  "It was removed in Notion twice, so it isn't created again.": 'reason.notionRemovedTwice',
  'Must be the id of a data source in Notion.': 'reason.notionSource',
  "Notion doesn't know this page, or it isn't shared with this connection.": 'reason.notionPage',
  "Notion doesn't take a database on this page. Choose another page.": 'reason.notionNoDatabaseHere',
  'Properties of this database have another type than is needed, or its title has another name. Change them in Notion, or choose another database.':
    'reason.notionPropertiesConflict',
  "Notion doesn't take these properties. Add them in Notion, or choose another database.":
    'reason.notionPropertiesRefused',
  "The page's image is larger than this workspace's plan takes; its text is there. Upgrade the plan in Notion, then try again.":
    'reason.notionImageTooLarge',
  "Notion refused the page's image; its text is there. Change the page, or try again.": 'reason.notionImageRefused',
  "The page's image can't be read on this server at the moment. It is retried automatically.": 'reason.imageUnreadable',
  'Other pages come first.': 'reason.otherPagesFirst',
  '{service} has no room left. Free some space there, then try again.': 'reason.webdavFull',
  "{service} can't be reached safely: its certificate isn't valid for this address, or its encryption is out of date.":
    'reason.webdavCertificate',
  "{service} doesn't take the note.": 'reason.vaultRefused',
  'The note is locked by another program. It is retried automatically.': 'reason.webdavLocked',
  'The note is being changed by another program. It is retried automatically.': 'reason.vaultBusy',
  'Must be a folder such as Work/Invoices, below the one of all notes, with names that every system takes.':
    'reason.vaultFolder',
  'This notebook is too large for a note.': 'reason.vaultLarge',
  'The folder with your notes is too large to be searched.': 'reason.vaultMany',
  "The folder above the one in the address doesn't exist on your WebDAV server. Check the address.":
    'reason.webdavAbove',
  "The address isn't that of a folder on a WebDAV server. Enter the one that your server shows for WebDAV, with the folder behind it.":
    'reason.webdavNone',
  'Must be the address of a folder.': 'reason.webdavFolder',
  'Must start with https://.': 'reason.webdavHttps',
  'Must be a user name without a colon.': 'reason.webdavUser',
  'Must be a password of one line.': 'reason.webdavPassword',
  "{service} doesn't take this much at once.": 'reason.gitMuch',
  '{service} refuses the commit: “{words}”. Allow this user to push to the branch.': 'reason.gitRefused',
  "The address isn't that of a repository, or this user may not read it. Enter the one that your git server shows for HTTPS.":
    'reason.gitNone',
  "The repository doesn't have this branch. Create it there, or enter another.": 'reason.gitBranch',
  'The repository has no default branch. Enter the branch.': 'reason.gitNoDefault',
  'The repository is too large: your git server gives it only as a whole, and that is more than 100 MB.':
    'reason.gitLarge',
  "The repository uses SHA-256, which isn't supported. Choose one with SHA-1.": 'reason.gitSha256',
  'Must be the address of a repository.': 'reason.gitAddress',
  'Must be the name of a branch.': 'reason.gitBranchName',
  'Must be a folder in the repository, such as Notes/Paper.': 'reason.gitFolder',
  'Must be a token of one line.': 'reason.gitToken',
  'Must be on or off.': 'reason.flag',
  "This server can't decrypt the credential at the moment.": 'reason.undecipherable',
}

/** The server's names for programs whose address a user enters. */
export const ownServices: Readonly<Record<string, TextKey>> = {
  'Your git server': 'reason.gitServer',
  'Your own code': 'reason.ownCode',
  'Your receiver': 'reason.receiver',
  'Your WebDAV server': 'reason.webdavServer',
}
