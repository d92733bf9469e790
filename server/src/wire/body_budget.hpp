// SPDX-License-Identifier: AGPL-3.0-or-later
// Alias for code that still names http::BodyBudget.
#pragma once

#include "base/memory_budget.hpp"

namespace rmirror::http {
using BodyBudget = MemoryBudget;
}  // namespace rmirror::http
