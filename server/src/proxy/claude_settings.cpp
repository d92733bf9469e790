// SPDX-License-Identifier: AGPL-3.0-or-later
#include "proxy/claude_call.hpp"

namespace rmirror::proxy {

std::shared_ptr<Claude const> claude_from(Settings const& settings, upstream::Gateway& gateway,
                                          Ledger& ledger)
{
    ClaudeRules rules;
    for (auto const model : http::listed(settings.text("RMIRROR_CLAUDE_MODELS")))
        rules.models.emplace_back(model);
    rules.most_tokens = static_cast<std::int64_t>(settings.count("RMIRROR_CLAUDE_MAX_TOKENS"));
    return std::make_shared<Claude>(Claude{settings.text("RMIRROR_ANTHROPIC_BASE_URL"),
                                           settings.secret("RMIRROR_ANTHROPIC_API_KEY"), std::move(rules),
                                           settings.count("RMIRROR_CLAUDE_CALLS"), gateway, ledger});
}

}  // namespace rmirror::proxy
