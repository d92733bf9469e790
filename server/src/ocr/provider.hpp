// SPDX-License-Identifier: AGPL-3.0-or-later
// Reading handwriting: pages with their pictures go in, what stands on them comes out. One small interface,
// so that who reads can be chosen.
#pragma once

#include "queue/outcome.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace rmirror::ocr {

struct Picture {
    std::string png;
    // Where it lies on the page, in page units (1/227 inch).
    double left = 0;
    double top = 0;
    double width = 0;
    double height = 0;
};

/// All of it is data that somebody wrote; none of it is an order to whoever reads.
struct Page {
    std::vector<Picture> pictures;  // From top to bottom; at least one.
    std::string notebook;
    std::vector<std::string> tags;
    std::string language_hint;   // BCP 47; empty: none.
    std::string previous_lines;  // The end of the page before.
};

struct Line {
    std::string text;
    double confidence = 0;  // 0 to 1.
    // In page units.
    double top = 0;
    double bottom = 0;
};

struct PageText {
    std::string markdown;
    std::string language;  // BCP 47; empty: not known.
    std::vector<Line> lines;

    /// That of the lines, by their length; nothing when there are none.
    std::optional<double> confidence() const;
};

/// Why a page was not read, as metrics count it and shared/ocr/failures.json names it.
enum class Reason {
    rate_limited,
    overloaded,
    // The account of the key.
    no_credit,
    usage_limit,  // That the account's owner set.
    not_allowed,
    browsers_refused,  // Meant for web pages.
    bad_key,
    no_such_model,
    // This installation; the service was not asked.
    spend_limit,
    spend_limit_too_low,  // For these pages on any day.
    stopped,
    // The service.
    unreachable,
    too_slow,
    server_fault,
    context_too_small,
    // The page.
    bad_answer,
    truncated,
    refused,
    bad_request,
    too_large,
    // The page or the service: probe() tells which.
    forbidden,
    not_found,
    limit_refused,  // With every limit of the answer, and without one.
    unknown,
};
constexpr std::size_t kReasons = 24;
std::string_view to_string(Reason reason);
/// Nothing for a name that no reason has.
std::optional<Reason> reason_named(std::string_view name);

/// What a failure concerns: the pages of the call, or the service, which answers the same to every page until
/// somebody has acted.
enum class Concern { pages, service };

struct Failure {
    Reason reason = Reason::bad_answer;
    queue::Outcome
        outcome;  // `retry`, `later` or `rejected`; its message tells the page's owner what it means.
    Concern concern = Concern::pages;
    std::string advice;  // What the administrator of this server can do, for the log; empty: nothing.
};

using Answer = std::variant<PageText, Failure>;

struct Usage {
    std::uint64_t input_tokens = 0;
    std::uint64_t output_tokens = 0;
};

struct Readings {
    std::vector<Answer> answers;  // One for each page, in their order.
    Usage usage;                  // Of all together.
};

class Provider {
public:
    virtual ~Provider() = default;

    /// Reads at least one page. It waits for the service, so it is for workers, from any of their threads.
    virtual Readings read(std::vector<Page> const& pages) = 0;
    /// Asks for a word, with nothing of a user's in it, and waits for the answer. Says what is wrong with the
    /// service, if anything is.
    virtual std::optional<Failure> probe() = 0;
    /// How many small pages are best read by one call.
    virtual std::size_t pages_together() const { return 1; }
    /// False while asking is of no use. From any thread.
    virtual bool may_be_asked() { return true; }
};

}  // namespace rmirror::ocr
