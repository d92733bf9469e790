// SPDX-License-Identifier: AGPL-3.0-or-later
// Transcribes pages through Claude's Message Batches API: half the price, results within a day.
#pragma once

#include "ocr/batch_provider.hpp"
#include "ocr/service/failure.hpp"
#include "ocr/service/service_call.hpp"

#include "base/secret.hpp"
#include "spend/budget.hpp"

#include <functional>

namespace rmirror::ocr {

class ClaudeBatches final : public BatchProvider {
public:
    /// Called with the result of each call: its failure, or nullopt if it succeeded.
    using Note = std::function<void(std::optional<Failure> const&)>;

    /// `ask_once` must not retry a call that the service may have received.
    ClaudeBatches(std::string address, Secret key, std::string model, Ask ask_once, Note note,
                  spend::Budget budget = {});

    std::string version() const override;
    bool may_be_paid(Page const& page) override;
    SubmitResult submit(BatchPages const& pages) override;
    State look(std::string const& batch) override;
    std::optional<Results> results(std::string const& batch, BatchPages const& pages) override;
    std::optional<std::vector<Listed>> submitted_since(std::chrono::system_clock::time_point time) override;

private:
    upstream::CallResult get(std::string const& path, std::size_t max_bytes) const;
    std::optional<spend::Reservation> reserve(spend::Nanodollars amount) const;
    SubmitResult ask_for(BatchPages const& pages);
    void take_line(std::string const& line, BatchPages const& pages, Results& results) const;

    std::string address_;
    Secret key_;
    Service service_;
    Ask ask_;
    Note note_;
    spend::Budget budget_;
};

}  // namespace rmirror::ocr
