// SPDX-License-Identifier: AGPL-3.0-or-later
// Transcribes pages with any service that implements OpenAI's chat completions API, such as a self-hosted
// model.
#pragma once

#include "ocr/service/answer_limit.hpp"
#include "ocr/service/budgeted_call.hpp"
#include "ocr/service/failure.hpp"

#include "base/secret.hpp"

#include <boost/json/object.hpp>

namespace rmirror::ocr {

/// Output tokens reserved per call; the real limit depends on the service and is unknown.
constexpr std::size_t kAssumedMaxTokens = 64'000;

class OpenAiCompatible final : public Provider {
public:
    /// `address` is the base URL: /v1/chat/completions is appended, or only /chat/completions if it names an
    /// API version. `key` may be empty, as self-hosted services often need none.
    OpenAiCompatible(std::string address, Secret key, std::string model, BudgetedCall ask);

    Readings read(std::vector<Page> const& pages) override;
    std::optional<Failure> probe() override;
    std::string version() const override;

private:
    BudgetedResult ask_within(boost::json::object request, LimitTrial& trial,
                              spend::Tokens const& tokens) const;
    Readings readings_in(std::string const& body, std::vector<Page> const& pages,
                         AnswerLimit const& limit) const;
    upstream::Call call_with(std::string body) const;

    std::string address_;
    Secret key_;
    Service service_;
    KnownLimit limit_;
    BudgetedCall ask_;
};

}  // namespace rmirror::ocr
