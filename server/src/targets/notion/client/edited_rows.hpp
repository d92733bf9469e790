// SPDX-License-Identifier: AGPL-3.0-or-later
// Lists recently edited rows of a database.
#pragma once

#include "targets/notion/client/api.hpp"

#include <boost/json/object.hpp>

#include <functional>
#include <string>

namespace rmirror::targets::notion {

using AddRow = std::function<void(boost::json::object const& page, RemoteChanges& changes)>;

/// One batch, in the order of editing.
RemoteChanges edited_rows(TargetContext& context, std::string const& source, PollStart const& from,
                          AddRow const& add);

}  // namespace rmirror::targets::notion
