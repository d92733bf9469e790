// SPDX-License-Identifier: AGPL-3.0-or-later
#include "input/bounded_json.hpp"

#include "json.hpp"

#include <algorithm>
#include <cstdint>
#include <new>

namespace rmirror::input {

namespace json = boost::json;

namespace {

/// Lends so much memory and no more.
class Bounded : public json::memory_resource {
public:
    explicit Bounded(std::size_t bytes) : left_(bytes) {}

private:
    void* do_allocate(std::size_t bytes, std::size_t) override
    {
        if (bytes > left_)
            throw std::bad_alloc();
        left_ -= bytes;
        return ::operator new(bytes);  // Aligned for whatever JSON is made of.
    }

    void do_deallocate(void* memory, std::size_t bytes, std::size_t) override
    {
        left_ += bytes;
        ::operator delete(memory);
    }

    bool do_is_equal(json::memory_resource const& other) const noexcept override { return this == &other; }

    std::size_t left_;
};

// Texts and numbers take two or three times their length in the body; nests of brackets take twenty times.
constexpr std::size_t kMemoryPerByte = 8;
constexpr std::size_t kMemoryAnyway = 1U << 20U;

}  // namespace

std::optional<json::value> parse_bounded(std::string_view text, std::string& why, std::size_t most_bytes)
try {
    auto const* const bytes = reinterpret_cast<std::uint8_t const*>(text.data());
    auto const memory = kMemoryAnyway + kMemoryPerByte * std::min(text.size(), most_bytes);
    return parse_json({bytes, text.size()}, why, most_bytes, json::make_shared_resource<Bounded>(memory));
} catch (std::bad_alloc const&) {
    why = "it consists of too many small parts";
    return std::nullopt;
}

}  // namespace rmirror::input
