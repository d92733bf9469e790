// SPDX-License-Identifier: AGPL-3.0-or-later
// Reading pages that are in no hurry: many are handed over at once, and fetched when they have been read.
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

/// By what both sides know each page: letters, digits, - and _, at most 64.
using BatchPages = std::map<std::string, Page>;

class BatchProvider {
public:
    virtual ~BatchProvider() = default;

    struct Made {
        enum class Kind {
            made,
            not_made,  // May go well later.
            too_dear,  // For today.
            refused,   // Would be every time.
            unknown,   // The service may have it.
        };
        Kind kind = Kind::unknown;
        std::string batch;                 // Of `made`: how the service calls it.
        std::string why;                   // Of the others, for the log.
        spend::Reservation reserved = {};  // Of `made`: for its cost.
    };
    /// Whether a page more can be paid for today.
    virtual bool may_be_paid(Page const& page) = 0;
    virtual Made make(BatchPages const& pages) = 0;

    enum class State { runs, has_ended, is_gone, is_unknown };
    virtual State look(std::string const& batch) = 0;

    struct Results {
        std::map<std::string, PageText> texts;  // Of those that were read.
        std::set<std::string> failed;           // Those that were answered and brought no text.
        Usage usage;
        spend::Nanodollars cost = 0;
    };
    /// Of a batch that has ended; nothing when they cannot be had now. Pictures need no content.
    virtual std::optional<Results> results(std::string const& batch, BatchPages const& pages) = 0;

    struct Listed {
        std::string batch;
        std::size_t pages = 0;
    };
    /// All that were made since; nothing when that cannot be told now.
    virtual std::optional<std::vector<Listed>> made_since(std::chrono::system_clock::time_point time) = 0;
};

}  // namespace rmirror::ocr
