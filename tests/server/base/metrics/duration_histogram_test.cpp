// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/metrics/duration_histogram.hpp"

#include <gtest/gtest.h>

namespace rmirror::test {
namespace {

using namespace std::chrono_literals;

TEST(DurationHistogram, counts_a_duration_in_the_first_bucket_that_holds_it)
{
    DurationHistogram<2> histogram({0.005, 1});
    for (auto const took : {-7us, 5'000us, 5'001us, 1'000'000us, 90'000'000us})
        histogram.observe(took);
    EXPECT_EQ(histogram.count(), 5U);
    PrometheusText text;
    text.begin("took", MetricType::histogram);
    histogram.write(text, {});
    EXPECT_EQ(text.text(),
              "# TYPE took histogram\n"
              "took_bucket{le=\"0.005\"} 2\n"
              "took_bucket{le=\"1\"} 4\n"
              "took_bucket{le=\"+Inf\"} 5\n"
              "took_sum 91.010001\n"
              "took_count 5\n");
}

}  // namespace
}  // namespace rmirror::test
