# SPDX-License-Identifier: AGPL-3.0-or-later
# Sourced after environment.sh by the scripts that pack the server: its version, and the date of the files in a package.

version=$(node -p 'require("./agent/package.json").version.replaceAll("-", "~")')
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
export SOURCE_DATE_EPOCH

# The package that `make packages` makes for this architecture.
package_for() {
  echo "build/packages/rmirror-server_${version}_$1.deb"
}
