// SPDX-License-Identifier: AGPL-3.0-or-later
// The interface to a handwriting transcription service: pages as images in, text out.
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
    // Position and size on the page, in page units (1/227 inch).
    double left = 0;
    double top = 0;
    double width = 0;
    double height = 0;
};

/// All of it is user-written data; none of it is an instruction to the model.
struct Page {
    std::vector<Picture> pictures;  // From top to bottom; at least one.
    std::string notebook;
    std::vector<std::string> tags;
    std::string language_hint;   // BCP 47; empty: none.
    std::string previous_lines;  // The last lines of the preceding page.
    std::string words = {};      // What its owner tells about names, jargon, languages; empty: nothing.
    // The picture is the page as the tablet shows it, and only what pictures on it say is transcribed.
    bool only_pictures = false;
};

struct Line {
    std::string text;
    double confidence = 0;  // 0 to 1.
    // In page units.
    double top = 0;
    double bottom = 0;
};

/// Where a drawing is, on one of the page's pictures.
struct Drawing {
    std::string caption;  // A line, possibly empty.
    std::size_t picture = 0;
    // Fractions of the picture's width and height, 0 to 1; left < right, top < bottom.
    double left = 0;
    double top = 0;
    double right = 0;
    double bottom = 0;
};

struct PageText {
    std::string markdown;
    std::string language;  // BCP 47; empty if unknown.
    std::vector<Line> lines;
    /// As their marks in the Markdown number them (ocr/text/drawing_marks.hpp). nullopt: its box is nowhere
    /// on the page. Empty once the drawings are cut out.
    std::vector<std::optional<Drawing>> drawings = {};
    /// How many drawings couldn't be shown.
    std::size_t drawings_left_out = 0;

    /// Mean confidence of the lines, weighted by their length in bytes; nullopt without lines.
    std::optional<double> confidence() const;
};

/// Why a page was not transcribed. The names are used in metrics and in shared/ocr/failures.json.
enum class Reason {
    rate_limited,
    overloaded,
    // The API key's account.
    no_credit,
    usage_limit,  // Set by the account's owner.
    not_allowed,
    browsers_refused,  // The account doesn't allow calls from browsers.
    bad_key,
    no_such_model,
    // This installation; no call was made.
    spend_limit,
    spend_limit_too_low,  // The pages cost more than the limit of any day.
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
    // The page or the service; probe() tells which.
    forbidden,
    not_found,
    limit_refused,  // The service rejected every output limit, and the lack of one.
    unknown,
};
constexpr std::size_t kReasons = 24;
std::string_view to_string(Reason reason);
/// Returns nullopt for an unknown name.
std::optional<Reason> reason_named(std::string_view name);

/// Whether a failure concerns the pages of the call, or the service, which fails for every page until an
/// administrator acts.
enum class Concern { pages, service };

struct Failure {
    Reason reason = Reason::bad_answer;
    queue::Outcome outcome;  // `retry`, `later` or `rejected`; its message is for the page's owner.
    Concern concern = Concern::pages;
    std::string advice;  // For the administrator, in the log; empty if there is nothing to fix.
};

using Answer = std::variant<PageText, Failure>;

struct Usage {
    std::uint64_t input_tokens = 0;
    std::uint64_t output_tokens = 0;
};

struct Readings {
    std::vector<Answer> answers;  // One per page, in their order.
    Usage usage;                  // Total of the call.
};

class Provider {
public:
    virtual ~Provider() = default;

    /// Transcribes at least one page. Blocks on the service, so it is for worker threads. Thread-safe.
    virtual Readings read(std::vector<Page> const& pages) = 0;
    /// Makes a minimal call without user data and blocks until it is answered. Returns the failure, or
    /// nullopt if the service works.
    virtual std::optional<Failure> probe() = 0;
    /// Names the model and the version of its instructions: the same as long as the same pages get the same
    /// kind of answer. Thread-safe.
    virtual std::string version() const = 0;
    /// How many small pages one call should hold.
    virtual std::size_t max_pages_per_call() const { return 1; }
    /// False while a call would be pointless. Thread-safe.
    virtual bool is_available() { return true; }
};

}  // namespace rmirror::ocr
