// SPDX-License-Identifier: AGPL-3.0-or-later
// Why something isn't done in a workspace, as problems for people.
#pragma once

#include "http/reply.hpp"
#include "workspaces/workspaces.hpp"

#include <optional>

namespace rmirror::routes {

http::Reply workspace_reply(workspaces::Refusal refusal);
/// 200 with the JSON, or the problem.
http::Reply workspace_reply(workspaces::Shown const& shown);
/// 204, or the problem.
http::Reply workspace_reply(std::optional<workspaces::Refusal> const& refusal);

}  // namespace rmirror::routes
