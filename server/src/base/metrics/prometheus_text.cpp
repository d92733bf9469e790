// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/metrics/prometheus_text.hpp"

namespace rmirror {

namespace {

std::string_view name_of(MetricType type)
{
    switch (type) {
        case MetricType::counter:
            return "counter";
        case MetricType::gauge:
            return "gauge";
        case MetricType::histogram:
            return "histogram";
    }
    return {};
}

void append_escaped(std::string& text, std::string_view value)
{
    for (char const letter : value) {
        if (letter == '\n') {
            text += "\\n";
            continue;
        }
        if (letter == '\\' || letter == '"')
            text += '\\';
        text += letter;
    }
}

}  // namespace

void PrometheusText::begin(std::string_view name, MetricType type, std::string_view help)
{
    name_ = name;
    if (!help.empty())
        text_.append("# HELP ").append(name).append(" ").append(help).append("\n");
    text_.append("# TYPE ").append(name).append(" ").append(name_of(type)).append("\n");
}

void PrometheusText::sample(MetricLabels const& labels, Histogram const& histogram)
{
    auto bucket = labels;
    auto& end = bucket.emplace_back("le", "").second;
    std::uint64_t count = 0;
    for (std::size_t i = 0; i < histogram.counts.size(); ++i) {
        count += histogram.counts[i];
        end = i < histogram.bounds.size() ? number(histogram.bounds[i]) : "+Inf";
        line("_bucket", bucket, number(count));
    }
    line("_sum", labels, number(histogram.sum));
    line("_count", labels, number(count));
}

void PrometheusText::line(std::string_view suffix, MetricLabels const& labels, std::string_view value)
{
    text_.append(name_).append(suffix);
    char separator = '{';
    for (auto const& [name, said] : labels) {
        text_ += separator;
        text_.append(name).append("=\"");
        append_escaped(text_, said);
        text_ += '"';
        separator = ',';
    }
    text_.append(labels.empty() ? " " : "} ").append(value).append("\n");
}

}  // namespace rmirror
