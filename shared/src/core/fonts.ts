// SPDX-License-Identifier: AGPL-3.0-or-later
// The typeface for typed text. Of the free ones it comes closest to the tablet's: a line that is 787 page units
// wide on the tablet is 780 in it, a title of 802 is 801, a bold line of 903 is 907.

export const fontStyles = ['regular', 'bold', 'italic', 'bold-italic'] as const
export type FontStyle = (typeof fontStyles)[number]

/** Files of npm packages, for whoever loads or bundles them. */
export const fontFiles: Record<FontStyle, string> = {
  regular: '@expo-google-fonts/ibm-plex-sans/400Regular/IBMPlexSans_400Regular.ttf',
  bold: '@expo-google-fonts/ibm-plex-sans/600SemiBold/IBMPlexSans_600SemiBold.ttf',
  italic: '@expo-google-fonts/ibm-plex-sans/400Regular_Italic/IBMPlexSans_400Regular_Italic.ttf',
  'bold-italic': '@expo-google-fonts/ibm-plex-sans/600SemiBold_Italic/IBMPlexSans_600SemiBold_Italic.ttf',
}
