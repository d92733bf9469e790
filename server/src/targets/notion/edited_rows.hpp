// SPDX-License-Identifier: AGPL-3.0-or-later
// Lists recently edited rows of a database.
#pragma once

#include "targets/notion/api.hpp"

#include <boost/json/object.hpp>

#include <functional>
#include <string>

namespace rmirror::targets::notion {

using AddRow = std::function<void(boost::json::object const& page, Looked& looked)>;

/// One batch, in the order of editing.
Looked edited_rows(Outside& outside, std::string const& source, LookFrom const& from, AddRow const& add);

}  // namespace rmirror::targets::notion
