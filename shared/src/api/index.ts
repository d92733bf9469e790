// SPDX-License-Identifier: AGPL-3.0-or-later
// Calls to the server. shared/openapi.yaml defines them; their types are generated from it.
export {
  type Announced,
  announce,
  type ManifestLimits,
  manifestLimits,
  NotebookTooLarge,
  pieceLimits,
} from './announce.ts'
export { type AttachedFile, attachedFileIn, fetchAttachment } from './attachments.ts'
export { type Change, ChangesForgotten, changesSince, fetchChanges } from './changes.ts'
export { type Api, type ApiOptions, answerTo, createApi } from './client.ts'
export {
  approvedToken,
  DeviceLoginRefused,
  type IssuedToken,
  type StartedLogin,
  startDeviceLogin,
} from './device-login.ts'
export { isRenewalDue, isToken, renewToken } from './device-token.ts'
export {
  type DisplayDrawer,
  type DisplayOutcome,
  type DisplayPicture,
  type DisplayTools,
  sendDisplays,
  type WantedDisplay,
} from './display.ts'
export { forEachConcurrently } from './for-each-concurrently.ts'
export {
  fetchPages,
  fetchPicture,
  type PageContents,
  pageContentsOf,
  pictureQuery,
  type ShownPicture,
} from './page-contents.ts'
export { type DrawnPage, drawForServer, type PagePicture, putImage, type Quota } from './page-image.ts'
export {
  ApiProblem,
  affectsAllPages,
  type CapacityProblem,
  capacityProblemOf,
  ImpossibleAnswer,
  NotOurServer,
  NotReached,
  retryAfterMs,
} from './problem.ts'
export {
  displayOf,
  type Outcome,
  type Pushed,
  type PushedPage,
  type PushTools,
  pushLibrary,
  sendWanted,
  type Wanted,
} from './push.ts'
export {
  documentOf,
  fetchPage,
  fetchTranscriptions,
  type HighlightTexts,
  highlightText,
  type InkHashes,
  isCorrected,
  linesOf,
  noTranscriptions,
  type PageDetail,
  type PagePlace,
  type PageWithImages,
  quotations,
  quotationsOf,
  type ServerPage,
  type ServerPages,
  type TranscribedPage,
  type Transcriptions,
  textOf,
  typedTextOf,
} from './read-pages.ts'
export {
  answerRemovalWarning,
  fetchRemovalWarnings,
  type RemovalAnswer,
  type RemovalWarning,
} from './removal-warnings.ts'
export { defaultRetryPolicy, type Fetch, type RetryPolicy, wait } from './retrying-fetch.ts'
export type { components, paths } from './schema.gen.ts'
export { fetchSelection } from './selection.ts'
export { isUnencrypted, type ServerAddress, serverAddressOf } from './server-address.ts'
export { fetchTree, folderOf, parentOf, type Tree, type TreeItem } from './tree.ts'
export { unlessAborted } from './unless-aborted.ts'
export { compareVersions, isVersion } from './versions.ts'
