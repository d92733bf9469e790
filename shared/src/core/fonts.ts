// SPDX-License-Identifier: AGPL-3.0-or-later
// The typefaces for typed text: the free ones closest to the tablet's. A line that is 787 page units wide on the tablet
// is 780 wide in the sans; the serif is set a little smaller, so that words end where they do on the tablet.

export const fontStyles = ['regular', 'bold', 'italic', 'bold-italic', 'medium', 'serif', 'serif-bold'] as const
export type FontStyle = (typeof fontStyles)[number]

const sans = '@expo-google-fonts/ibm-plex-sans'
const serif = '@expo-google-fonts/playfair-display'

/** Font files as paths in npm packages, for callers that load or bundle them. */
export const fontFiles: Record<FontStyle, string> = {
  regular: `${sans}/400Regular/IBMPlexSans_400Regular.ttf`,
  bold: `${sans}/700Bold/IBMPlexSans_700Bold.ttf`,
  italic: `${sans}/400Regular_Italic/IBMPlexSans_400Regular_Italic.ttf`,
  'bold-italic': `${sans}/700Bold_Italic/IBMPlexSans_700Bold_Italic.ttf`,
  medium: `${sans}/500Medium/IBMPlexSans_500Medium.ttf`,
  serif: `${serif}/400Regular/PlayfairDisplay_400Regular.ttf`,
  'serif-bold': `${serif}/700Bold/PlayfairDisplay_700Bold.ttf`,
}

/** Licence files of those packages. The licences require them to be distributed with the fonts. */
export const fontLicences: Record<string, string> = {
  'IBMPlexSans-LICENSE.txt': `${sans}/LICENSE_FONT`,
  'PlayfairDisplay-LICENSE.txt': `${serif}/LICENSE_FONT`,
}
