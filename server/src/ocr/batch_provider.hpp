// SPDX-License-Identifier: AGPL-3.0-or-later
// Transcribes pages that aren't urgent: many are submitted as one batch and fetched when it has finished.
#pragma once

#include "ocr/provider.hpp"

#include "spend/account.hpp"

#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace rmirror::ocr {

/// Pages keyed by the custom id used at the service: letters, digits, - and _, at most 64.
using BatchPages = std::map<std::string, Page>;

class BatchProvider {
public:
    virtual ~BatchProvider() = default;

    /// As Provider::version().
    virtual std::string version() const = 0;

    struct SubmitResult {
        enum class Kind {
            submitted,
            not_submitted,  // A retry may succeed.
            over_budget,    // Exceeds today's spending limit.
            refused,        // A retry would fail as well.
            unknown,        // The service may have created the batch.
        };
        Kind kind = Kind::unknown;
        std::string batch;                 // Of `made`: the service's id of the batch.
        std::string why;                   // Of the other kinds, for the log.
        spend::Reservation reserved = {};  // Of `made`: the amount reserved for its cost.
    };
    /// Whether today's spending limit has room for one more page.
    virtual bool may_be_paid(Page const& page) = 0;
    virtual SubmitResult submit(BatchPages const& pages) = 0;

    enum class State { runs, has_ended, is_gone, is_unknown };
    virtual State look(std::string const& batch) = 0;

    struct Results {
        std::map<std::string, PageText> texts;  // Of the pages that were transcribed.
        std::set<std::string> failed;           // Pages that got an answer without usable text.
        Usage usage;
        spend::Nanodollars cost = 0;
    };
    /// Results of a finished batch; nullopt if they can't be fetched now. The pictures in `pages` need no PNG
    /// bytes.
    virtual std::optional<Results> results(std::string const& batch, BatchPages const& pages) = 0;

    struct Listed {
        std::string batch;
        std::size_t pages = 0;
    };
    /// All batches created since `time`; nullopt if the list can't be fetched now.
    virtual std::optional<std::vector<Listed>> submitted_since(
        std::chrono::system_clock::time_point time) = 0;
};

}  // namespace rmirror::ocr
