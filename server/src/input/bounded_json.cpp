// SPDX-License-Identifier: AGPL-3.0-or-later
#include "input/bounded_json.hpp"

#include "json.hpp"

#include <algorithm>
#include <cstdint>
#include <new>
#include <utility>

namespace rmirror::input {

namespace json = boost::json;

namespace {

/// Lends so much memory and no more, as far as the budget reaches.
class Bounded : public json::memory_resource {
public:
    Bounded(std::size_t bytes, std::shared_ptr<MemoryBudget> budget, std::string const& owner) : left_(bytes)
    {
        if (!budget)
            return;
        // What could never fit is too much, not too much at once.
        left_ = std::min(left_, budget->most_each() - std::min(kStep, budget->most_each()));
        share_.emplace(std::move(budget), owner);
    }

private:
    void* do_allocate(std::size_t bytes, std::size_t) override
    {
        if (bytes > left_)
            throw std::bad_alloc();
        lent_ += bytes;
        if (share_ && lent_ > taken_) {
            if (!share_->grow_to(lent_ + kStep))
                throw NoMemoryLeft();
            taken_ = lent_ + kStep;
        }
        left_ -= bytes;
        return ::operator new(bytes);  // Aligned for whatever JSON is made of.
    }

    void do_deallocate(void* memory, std::size_t bytes, std::size_t) override
    {
        left_ += bytes;
        lent_ -= bytes;
        ::operator delete(memory);
    }

    bool do_is_equal(json::memory_resource const& other) const noexcept override { return this == &other; }

    /// Small bodies shall not ask the budget for each of their parts.
    static constexpr std::size_t kStep = 64U << 10U;

    std::size_t left_;
    std::size_t lent_ = 0;
    std::size_t taken_ = 0;  // Of the budget: the most that was lent, and a step.
    std::optional<MemoryShare> share_;
};

// Texts and numbers take two or three times their length in the body; nests of brackets take twenty times.
constexpr std::size_t kMemoryPerByte = 8;
constexpr std::size_t kMemoryAnyway = 1U << 20U;

}  // namespace

Result<json::value> parse_bounded(std::string_view text, std::size_t most_bytes,
                                  std::shared_ptr<MemoryBudget> budget, std::string const& owner)
try {
    std::string why;
    auto const* const bytes = reinterpret_cast<std::uint8_t const*>(text.data());
    auto const memory = kMemoryAnyway + kMemoryPerByte * std::min(text.size(), most_bytes);
    auto value = parse_json({bytes, text.size()}, why, most_bytes,
                            json::make_shared_resource<Bounded>(memory, std::move(budget), owner));
    if (!value)
        return Refusal{why};
    return std::move(*value);
} catch (std::bad_alloc const&) {
    return Refusal{"it has too many small parts"};
}

}  // namespace rmirror::input
