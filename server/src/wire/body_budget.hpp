// SPDX-License-Identifier: AGPL-3.0-or-later
// Until those who say http::BodyBudget have moved.
#pragma once

#include "base/memory_budget.hpp"

namespace rmirror::http {
using BodyBudget = MemoryBudget;
}  // namespace rmirror::http
