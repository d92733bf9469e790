// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ocr/counters.hpp"

#include <sstream>

namespace rmirror::ocr {

void Counters::observe(Answer const& answer, std::chrono::milliseconds took)
{
    if (auto const* const failure = std::get_if<Failure>(&answer)) {
        ++failures_[static_cast<std::size_t>(failure->reason)];
        return;
    }
    ++read_;
    milliseconds_ += static_cast<std::uint64_t>(took.count());
    for (std::size_t i = 0; i < kBuckets.size(); ++i)
        if (took <= std::chrono::seconds(kBuckets[i])) {
            ++buckets_[i];
            break;
        }
}

void Counters::observe(Usage const& usage)
{
    input_tokens_ += usage.input_tokens;
    output_tokens_ += usage.output_tokens;
}

std::string Counters::text() const
{
    constexpr double kMilliseconds = 1000;
    std::ostringstream text;
    text << "# HELP rmirror_ocr_tries_total Tries to have a page read, by what came of them.\n"
            "# TYPE rmirror_ocr_tries_total counter\n"
            "rmirror_ocr_tries_total{result=\"read\"} "
         << read_ << '\n';
    for (std::size_t i = 0; i < kReasons; ++i)
        text << "rmirror_ocr_tries_total{result=\"" << to_string(static_cast<Reason>(i)) << "\"} "
             << failures_[i] << '\n';
    text << "# HELP rmirror_ocr_page_seconds How long it took to have a page read.\n"
            "# TYPE rmirror_ocr_page_seconds histogram\n";
    std::uint64_t below = 0;
    for (std::size_t i = 0; i < kBuckets.size(); ++i) {
        below += buckets_[i];
        text << "rmirror_ocr_page_seconds_bucket{le=\"" << kBuckets[i] << "\"} " << below << '\n';
    }
    text << "rmirror_ocr_page_seconds_bucket{le=\"+Inf\"} " << read_ << "\nrmirror_ocr_page_seconds_sum "
         << static_cast<double>(milliseconds_) / kMilliseconds << "\nrmirror_ocr_page_seconds_count " << read_
         << "\n# TYPE rmirror_ocr_tokens_total counter\nrmirror_ocr_tokens_total{direction=\"input\"} "
         << input_tokens_ << "\nrmirror_ocr_tokens_total{direction=\"output\"} " << output_tokens_
         << "\n# HELP rmirror_ocr_batches_total Batches that were handed over.\n"
            "# TYPE rmirror_ocr_batches_total counter\nrmirror_ocr_batches_total "
         << batches_
         << "\n# HELP rmirror_ocr_batch_pages_total Pages that were read in batches.\n"
            "# TYPE rmirror_ocr_batch_pages_total counter\nrmirror_ocr_batch_pages_total "
         << batch_pages_ << '\n';
    return text.str();
}

}  // namespace rmirror::ocr
