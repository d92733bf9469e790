// SPDX-License-Identifier: AGPL-3.0-or-later
// The vault's writer, which is TypeScript (shared/src/vault/embedded), as functions.
#pragma once

#include "targets/vault/result.hpp"

#include <boost/json/object.hpp>

#include <string>
#include <string_view>

namespace rmirror::targets::vault {

/// The next step of a NotebookTask: its member is `list`, `read` or `plan`.
Or<boost::json::object> next_step(boost::json::object const& task);

/// Calls a function of the script. Empty if it returns no object. A template that can't be used is a failure
/// that says so.
Or<boost::json::object> call_script(std::string_view function, boost::json::object const& argument);

/// Whether notes can be put in this folder of a vault, exactly as it is called.
bool is_safe_folder(std::string const& path);

/// Why the templates can't be used: `fault`, as TemplateFault of openapi.yaml, and `sentence`. Empty if they
/// can.
boost::json::object check_templates(boost::json::object const& templates);

}  // namespace rmirror::targets::vault
