// SPDX-License-Identifier: AGPL-3.0-or-later
// Entry point of the lazily loaded screens for admins of this server: one chunk, loaded when one of them is opened.
export { HealthScreen } from './operator/HealthScreen.tsx'
export { InvitationsScreen } from './operator/InvitationsScreen.tsx'
export { LogScreen } from './operator/LogScreen.tsx'
export { PeopleScreen } from './operator/PeopleScreen.tsx'
export { WaitlistScreen } from './operator/WaitlistScreen.tsx'
