// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/metrics/prometheus_text.hpp"

#include <gtest/gtest.h>

namespace rmirror::test {
namespace {

TEST(PrometheusText, tells_type_and_help_before_the_samples)
{
    PrometheusText text;
    text.begin("items", MetricType::gauge, "What waits.");
    text.sample({{"kind", "page"}, {"status", "due"}}, std::size_t{18'446'744'073'709'551'615U});
    text.sample({}, -1);
    text.add("seconds_total", MetricType::counter, 0.25);
    EXPECT_EQ(text.text(),
              "# HELP items What waits.\n"
              "# TYPE items gauge\n"
              "items{kind=\"page\",status=\"due\"} 18446744073709551615\n"
              "items -1\n"
              "# TYPE seconds_total counter\n"
              "seconds_total 0.25\n");
}

TEST(PrometheusText, lets_no_label_end_early)
{
    PrometheusText text;
    text.begin("m", MetricType::counter);
    text.sample({{"path", "a\"} 1\nb\\c"}}, 2);
    EXPECT_EQ(text.text(), "# TYPE m counter\nm{path=\"a\\\"} 1\\nb\\\\c\"} 2\n");
}

TEST(PrometheusText, adds_up_the_buckets_of_a_histogram)
{
    constexpr double kBounds[] = {0.005, 1, 30};
    constexpr std::uint64_t kCounts[] = {2, 0, 3, 2};
    PrometheusText text;
    text.begin("took", MetricType::histogram);
    text.sample({{"route", "/"}}, PrometheusText::Histogram{kBounds, kCounts, 1'234'567.891});
    EXPECT_EQ(text.text(),
              "# TYPE took histogram\n"
              "took_bucket{route=\"/\",le=\"0.005\"} 2\n"
              "took_bucket{route=\"/\",le=\"1\"} 2\n"
              "took_bucket{route=\"/\",le=\"30\"} 5\n"
              "took_bucket{route=\"/\",le=\"+Inf\"} 7\n"
              "took_sum{route=\"/\"} 1234567.891\n"
              "took_count{route=\"/\"} 7\n");
}

}  // namespace
}  // namespace rmirror::test
