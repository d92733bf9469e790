// SPDX-License-Identifier: AGPL-3.0-or-later
// What handlers and jobs work with: made once in main.cpp, and there for as long as anything runs.
#pragma once

#include "auth/sign_in.hpp"
#include "base/log.hpp"
#include "base/settings.hpp"
#include "blobs/store.hpp"
#include "db/pool.hpp"
#include "library/change_feed.hpp"
#include "metrics.hpp"
#include "ocr/counters.hpp"
#include "proxy/claude_call.hpp"
#include "quota/quota.hpp"
#include "upstream/gateway.hpp"
#include "wire/body_budget.hpp"

#include <atomic>

namespace rmirror {

struct Services {
    Settings const& settings;
    Log& log;
    db::Pool& pool;
    auth::SignIn& sign_in;
    quota::Rules quota{};
    // There whenever requests are answered; not when routes are only listed.
    BlobStore* blobs = nullptr;
    ChangeFeed* changes = nullptr;
    Metrics* metrics = nullptr;
    http::BodyBudget const* bodies = nullptr;
    ocr::Counters* reading = nullptr;
    upstream::Gateway* claude_gateway = nullptr;
    upstream::Gateway* reading_gateway = nullptr;  // To whoever reads pages: Claude's, or another.
    std::shared_ptr<proxy::Claude const> claude = nullptr;
    std::atomic<bool> serving = false;  // Between listening and stopping.
};

}  // namespace rmirror
