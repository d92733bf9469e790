// SPDX-License-Identifier: AGPL-3.0-or-later
// The embeddings service that the settings name.
#pragma once

#include "base/settings/settings.hpp"
#include "meaning/embedder.hpp"
#include "spend/account.hpp"
#include "upstream/gateway.hpp"

#include <memory>
#include <stop_token>

namespace rmirror::meaning {

/// The name of its gateway (upstream/providers.cpp).
constexpr std::string_view kGateway = "embeddings";

bool has_service(Settings const& settings);

enum class Use {
    queries,  // A person waits for the answer.
    pages,
};

/// Null without a service. A stop request on `stopping` cancels calls in progress. Gateway and account must
/// outlive it.
std::unique_ptr<Embedder> configured_embedder(Settings const& settings, upstream::Gateway& gateway,
                                              spend::Account& account, Use use,
                                              std::stop_token stopping = {});

}  // namespace rmirror::meaning
