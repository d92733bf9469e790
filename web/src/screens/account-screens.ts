// SPDX-License-Identifier: AGPL-3.0-or-later
// Entry point of the lazily loaded account screens: one chunk, loaded when one of them is opened.
export { AccountScreen } from './account/AccountScreen.tsx'
export { DeletedScreen } from './account/DeletedScreen.tsx'
export { DeviceScreen } from './account/devices/DeviceScreen.tsx'
export { Farewell } from './account/own-data/Farewell.tsx'
export { WholeExportPanel } from './account/own-data/WholeExportPanel.tsx'
export { ConfirmAddressScreen } from './sign-in/ConfirmAddressScreen.tsx'
export { ForgotPasswordScreen, ResetPasswordScreen } from './sign-in/PasswordResetScreens.tsx'
export { ProviderReturnScreen } from './sign-in/ProviderReturnScreen.tsx'
