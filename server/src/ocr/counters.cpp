// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ocr/counters.hpp"

namespace rmirror::ocr {

namespace {

constexpr std::array kPauses = {Reason::bad_key,          Reason::no_credit,     Reason::usage_limit,
                                Reason::not_allowed,      Reason::no_such_model, Reason::spend_limit,
                                Reason::browsers_refused, Reason::limit_refused, Reason::unknown};

}  // namespace

void Counters::observe(Answer const& answer, std::chrono::milliseconds took)
{
    if (auto const* const failure = std::get_if<Failure>(&answer)) {
        ++failures_[static_cast<std::size_t>(failure->reason)];
        return;
    }
    read_.observe(took);
}

void Counters::observe(Usage const& usage)
{
    input_tokens_ += usage.input_tokens;
    output_tokens_ += usage.output_tokens;
}

void Counters::write(PrometheusText& text) const
{
    text.begin("rmirror_ocr_tries_total", MetricType::counter, "Attempts to transcribe a page, by result.");
    text.sample({{"result", "read"}}, read_.count());
    for (std::size_t i = 0; i < kReasons; ++i)
        text.sample({{"result", std::string(to_string(static_cast<Reason>(i)))}}, failures_[i].load());

    text.begin("rmirror_ocr_paused", MetricType::gauge,
               "Whether transcription is paused until this is corrected; the log says how.");
    for (auto const reason : kPauses)
        text.sample({{"reason", std::string(to_string(reason))}}, pause_ == static_cast<int>(reason) ? 1 : 0);

    text.begin("rmirror_ocr_page_seconds", MetricType::histogram, "Time to transcribe a page.");
    read_.write(text, {});

    text.begin("rmirror_ocr_tokens_total", MetricType::counter);
    text.sample({{"direction", "input"}}, input_tokens_.load());
    text.sample({{"direction", "output"}}, output_tokens_.load());
    text.add("rmirror_ocr_batches_total", MetricType::counter, batches_.load(), "Batches submitted.");
    text.add("rmirror_ocr_batch_pages_total", MetricType::counter, batch_pages_.load(),
             "Pages transcribed in batches.");
}

}  // namespace rmirror::ocr
