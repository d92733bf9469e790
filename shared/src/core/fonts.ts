// SPDX-License-Identifier: AGPL-3.0-or-later
// The typefaces for typed text. Of the free ones they come closest to the tablet's: in the sans a line that is 787
// page units wide on the tablet is 780; in the serif, set a little smaller, words end where the tablet's do.

export const fontStyles = ['regular', 'bold', 'italic', 'bold-italic', 'medium', 'serif', 'serif-bold'] as const
export type FontStyle = (typeof fontStyles)[number]

const sans = '@expo-google-fonts/ibm-plex-sans'
const serif = '@expo-google-fonts/playfair-display'

/** Files of npm packages, for whoever loads or bundles them. */
export const fontFiles: Record<FontStyle, string> = {
  regular: `${sans}/400Regular/IBMPlexSans_400Regular.ttf`,
  bold: `${sans}/700Bold/IBMPlexSans_700Bold.ttf`,
  italic: `${sans}/400Regular_Italic/IBMPlexSans_400Regular_Italic.ttf`,
  'bold-italic': `${sans}/700Bold_Italic/IBMPlexSans_700Bold_Italic.ttf`,
  medium: `${sans}/500Medium/IBMPlexSans_500Medium.ttf`,
  serif: `${serif}/400Regular/PlayfairDisplay_400Regular.ttf`,
  'serif-bold': `${serif}/700Bold/PlayfairDisplay_700Bold.ttf`,
}

/** Of the packages: they ask to travel with the letters. */
export const fontLicences: Record<string, string> = {
  'IBMPlexSans-LICENSE.txt': `${sans}/LICENSE_FONT`,
  'PlayfairDisplay-LICENSE.txt': `${serif}/LICENSE_FONT`,
}
