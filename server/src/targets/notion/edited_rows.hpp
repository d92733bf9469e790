// SPDX-License-Identifier: AGPL-3.0-or-later
// Rows of a database that were edited lately.
#pragma once

#include "targets/notion/api.hpp"

#include <boost/json/object.hpp>

#include <functional>
#include <string>

namespace rmirror::targets::notion {

using AddRow = std::function<void(boost::json::object const& page, Looked& looked)>;

/// A piece of a look, in the order in which they were edited.
Looked edited_rows(Outside& outside, std::string const& source, LookFrom const& from, AddRow const& add);

}  // namespace rmirror::targets::notion
