// SPDX-License-Identifier: AGPL-3.0-or-later
#include "meaning/vector8.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <utility>

namespace rmirror::meaning {

namespace {

std::int32_t product_of(std::vector<std::int8_t> const& left, std::vector<std::int8_t> const& right)
{
    std::int32_t sum = 0;  // At most 8,192 times 127 squared.
    for (std::size_t i = 0; i < left.size(); ++i)
        sum += std::int32_t{left[i]} * std::int32_t{right[i]};
    return sum;
}

}  // namespace

Vector8::Vector8(std::vector<std::int8_t> numbers, float length)
    : numbers_(std::move(numbers)), length_(length)
{}

std::optional<Vector8> Vector8::of(std::span<float const> numbers)
{
    constexpr float kLargest = 127;
    float max = 0;
    for (auto const number : numbers) {
        if (!std::isfinite(number))
            return std::nullopt;
        max = std::max(max, std::abs(number));
    }
    if (max == 0)
        return std::nullopt;
    std::vector<std::int8_t> scaled;
    scaled.reserve(numbers.size());
    for (auto const number : numbers)
        scaled.push_back(static_cast<std::int8_t>(std::lround(number / max * kLargest)));
    auto const length = std::sqrt(static_cast<float>(product_of(scaled, scaled)));
    return Vector8(std::move(scaled), length);
}

std::optional<Vector8> Vector8::parse(std::string_view bytes, std::size_t dimensions)
{
    if (bytes.size() != bytes_of(dimensions))
        return std::nullopt;
    float length = 0;
    std::memcpy(&length, bytes.data(), sizeof length);
    if (!std::isfinite(length) || length <= 0)
        return std::nullopt;
    std::vector<std::int8_t> numbers(dimensions);
    std::memcpy(numbers.data(), bytes.data() + sizeof length, dimensions);
    return Vector8(std::move(numbers), length);
}

std::optional<Vector8> Vector8::mean(std::span<Vector8 const> vectors)
{
    std::vector<float> sum(vectors.front().dimensions());
    for (auto const& vector : vectors)
        for (std::size_t i = 0; i < sum.size(); ++i)
            sum[i] += static_cast<float>(vector.numbers_[i]) / vector.length_;
    return of(sum);
}

std::string Vector8::bytes() const
{
    static_assert(std::endian::native == std::endian::little);
    std::string bytes(bytes_of(dimensions()), '\0');
    std::memcpy(bytes.data(), &length_, sizeof length_);
    std::memcpy(bytes.data() + sizeof length_, numbers_.data(), numbers_.size());
    return bytes;
}

std::string Vector8::signs() const
{
    std::string signs;
    signs.reserve(numbers_.size());
    for (auto const number : numbers_)
        signs += number > 0 ? '1' : '0';
    return signs;
}

double Vector8::similarity(Vector8 const& other) const
{
    return static_cast<double>(product_of(numbers_, other.numbers_)) /
           (static_cast<double>(length_) * static_cast<double>(other.length_));
}

}  // namespace rmirror::meaning
