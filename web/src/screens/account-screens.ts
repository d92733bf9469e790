// SPDX-License-Identifier: AGPL-3.0-or-later
// The screens around the account, loaded together when one of them is opened.
export { AccountScreen } from './AccountScreen.tsx'
export { DeletedScreen } from './DeletedScreen.tsx'
export { DeviceScreen } from './DeviceScreen.tsx'
