// SPDX-License-Identifier: AGPL-3.0-or-later
#include "meaning/vector8.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

namespace rmirror::meaning {
namespace {

std::vector<float> random_numbers(std::mt19937& random, std::size_t count)
{
    std::normal_distribution<float> number;
    std::vector<float> numbers(count);
    for (auto& each : numbers)
        each = number(random);
    return numbers;
}

double cosine(std::vector<float> const& left, std::vector<float> const& right)
{
    double product = 0, of_left = 0, of_right = 0;
    for (std::size_t i = 0; i < left.size(); ++i) {
        product += static_cast<double>(left[i]) * right[i];
        of_left += static_cast<double>(left[i]) * left[i];
        of_right += static_cast<double>(right[i]) * right[i];
    }
    return product / std::sqrt(of_left * of_right);
}

TEST(Vector8, keeps_similarity)
{
    std::mt19937 random(7);
    for (std::size_t const dimensions : {8U, 64U, 1536U, 8192U}) {
        auto const one = random_numbers(random, dimensions);
        auto other = random_numbers(random, dimensions);
        for (std::size_t i = 0; i < dimensions; ++i)
            other[i] += one[i];
        EXPECT_NEAR(Vector8::of(one)->similarity(*Vector8::of(other)), cosine(one, other), 0.02)
            << dimensions;
        EXPECT_NEAR(Vector8::of(one)->similarity(*Vector8::of(one)), 1, 1e-6);
    }
}

TEST(Vector8, comes_back_from_its_bytes)
{
    std::mt19937 random(8);
    auto const vector = *Vector8::of(random_numbers(random, 100));
    auto const bytes = vector.bytes();
    EXPECT_EQ(bytes.size(), Vector8::bytes_of(100));
    auto const read = Vector8::parse(bytes, 100);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->bytes(), bytes);
    EXPECT_EQ(read->signs(), vector.signs());
}

TEST(Vector8, is_none_of_numbers_without_a_direction)
{
    auto const of = [](std::vector<float> const& numbers) { return Vector8::of(numbers).has_value(); };
    EXPECT_FALSE(of({}));
    EXPECT_FALSE(of({0, 0, 0}));
    EXPECT_FALSE(of({1, std::numeric_limits<float>::quiet_NaN()}));
    EXPECT_FALSE(of({1, std::numeric_limits<float>::infinity()}));
    EXPECT_TRUE(of({0, 1e-30F, 0}));
}

TEST(Vector8, is_none_of_other_bytes)
{
    auto const bytes = Vector8::of(std::vector<float>{1, 2, 3})->bytes();
    EXPECT_FALSE(Vector8::parse(bytes, 4));
    EXPECT_FALSE(Vector8::parse("", 3));
    EXPECT_FALSE(Vector8::parse(std::string(7, '\0'), 3));
    EXPECT_TRUE(Vector8::parse(bytes, 3));
}

TEST(Vector8, has_signs_and_a_middle)
{
    auto const one = *Vector8::of(std::vector<float>{1, -1, 0});
    auto const other = *Vector8::of(std::vector<float>{1, 1, 0});
    EXPECT_EQ(one.signs(), "100");
    EXPECT_EQ(Vector8::mean(std::vector{one, other})->signs(), "100");
    EXPECT_FALSE(Vector8::mean(std::vector{one, *Vector8::of(std::vector<float>{-1, 1, 0})}));
}

}  // namespace
}  // namespace rmirror::meaning
