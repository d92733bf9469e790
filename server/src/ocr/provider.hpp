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

/// Why a page was not read, as metrics count it.
enum class Reason {
    rate_limited,
    overloaded,
    no_credit,
    spend_limit,          // Of this installation; the service was not asked.
    spend_limit_too_low,  // The same, for these pages on any day.
    unreachable,
    too_slow,
    server_fault,
    bad_answer,
    truncated,
    refused,
    bad_request,
    too_large,
    bad_key,
    no_such_model,
    forbidden,  // 403 and 404, which may be about the page or about all there is: probe() tells.
    not_found,
    stopped,
};
constexpr std::size_t kReasons = 18;
std::string_view to_string(Reason reason);

struct Failure {
    Reason reason = Reason::bad_answer;
    queue::Outcome outcome;  // `retry`, `later` or `rejected`; its message says what happened and what to do.
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
