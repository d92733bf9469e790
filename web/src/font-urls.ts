// SPDX-License-Identifier: AGPL-3.0-or-later
// URLs of the fonts of typed text: workers draw text with them, and the page lays out selectable text in them.

import regular from '@expo-google-fonts/ibm-plex-sans/400Regular/IBMPlexSans_400Regular.ttf?url'
import italic from '@expo-google-fonts/ibm-plex-sans/400Regular_Italic/IBMPlexSans_400Regular_Italic.ttf?url'
import medium from '@expo-google-fonts/ibm-plex-sans/500Medium/IBMPlexSans_500Medium.ttf?url'
import bold from '@expo-google-fonts/ibm-plex-sans/700Bold/IBMPlexSans_700Bold.ttf?url'
import boldItalic from '@expo-google-fonts/ibm-plex-sans/700Bold_Italic/IBMPlexSans_700Bold_Italic.ttf?url'
import serif from '@expo-google-fonts/playfair-display/400Regular/PlayfairDisplay_400Regular.ttf?url'
import serifBold from '@expo-google-fonts/playfair-display/700Bold/PlayfairDisplay_700Bold.ttf?url'
import type { FontStyle } from '@rmirror/shared/core'

/** The files listed in `fontFiles` of shared/src/core. */
export const fontUrls: Record<FontStyle, string> = {
  regular,
  bold,
  italic,
  'bold-italic': boldItalic,
  medium,
  serif,
  'serif-bold': serifBold,
}
