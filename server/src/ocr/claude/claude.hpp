// SPDX-License-Identifier: AGPL-3.0-or-later
// Transcribes pages with Claude, through the Messages API.
#pragma once

#include "ocr/claude/claude_message.hpp"
#include "ocr/service/budgeted_call.hpp"

#include "base/secret.hpp"

namespace rmirror::ocr {

class Claude final : public Provider {
public:
    /// `address` is the base URL, without /v1/messages.
    Claude(std::string address, Secret key, std::string model, BudgetedCall ask);

    Readings read(std::vector<Page> const& pages) override;
    std::optional<Failure> probe() override;
    std::string version() const override;
    std::size_t max_pages_per_call() const override { return 5; }

private:
    std::optional<Failure> ask_for_more(std::vector<Page> const& pages, Message& message) const;
    std::optional<Failure> ask(std::vector<Page> const& pages, std::size_t max, Message& message) const;

    std::string address_;
    Secret key_;
    Service service_;
    BudgetedCall ask_;
};

}  // namespace rmirror::ocr
