// SPDX-License-Identifier: AGPL-3.0-or-later
// Pages read by any service that speaks OpenAI's chat completions, such as a model on the owner's own
// machine.
#pragma once

#include "ocr/answer_limit.hpp"
#include "ocr/failure.hpp"
#include "ocr/paid_ask.hpp"

#include "base/secret.hpp"

#include <boost/json/object.hpp>

namespace rmirror::ocr {

/// How long answers may be is the service's own affair.
constexpr std::size_t kSupposedTokens = 64'000;

class OpenAiCompatible final : public Provider {
public:
    /// `address` is where /v1/chat/completions is found, or /chat/completions where a version stands in it. A
    /// service of one's own often takes no key.
    OpenAiCompatible(std::string address, Secret key, std::string model, PaidAsk ask);

    Readings read(std::vector<Page> const& pages) override;
    std::optional<Failure> probe() override;

private:
    Asked ask_within(boost::json::object request, LimitTrial& trial, spend::Tokens const& tokens) const;
    Readings readings_in(std::string const& body, std::vector<Page> const& pages,
                         AnswerLimit const& limit) const;
    upstream::Call call_with(std::string body) const;

    std::string address_;
    Secret key_;
    Service service_;
    KnownLimit limit_;
    PaidAsk ask_;
};

}  // namespace rmirror::ocr
